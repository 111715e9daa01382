package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import dev.orch.worktree.LargeFileFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * An apply and its undo that are killed between any two of their steps and done again: the checkout
 * is the same, byte for byte, as if nothing had happened.
 */
public abstract class CheckoutChangesKilledContract extends CheckoutChangesFixture {

  private int killedBetweenAnyTwoSteps(SortedMap<String, String> before) {
    ChangePlan plan = plan();
    apply();
    SortedMap<String, String> applied = everything();
    undo();
    assertThat(differences(before)).isEmpty();

    int step = 1;
    while (!isDoneBefore(step, plan, applied, before)) {
      step++;
    }
    return step;
  }

  /** Whether it has no step of that number. */
  private boolean isDoneBefore(
      int step,
      ChangePlan plan,
      SortedMap<String, String> applied,
      SortedMap<String, String> before) {
    Killed killed = new Killed(step);
    CheckoutChanges mortal = changes(temp.resolve("home"), killed);
    KeptPlan kept = mortal.keep(repository, change(), plan::requireSame);
    boolean ended = endsOf(mortal, kept, killed);
    assertThat(changes.execute(repository, kept).isComplete()).as("step " + step).isTrue();
    assertThat(differences(applied)).as("apply, step " + step).isEmpty();
    assertThat(user.git("for-each-ref", "refs/orch/apply")).isEmpty();

    KeptPlan back = changes.keepUndo(repository, changes.planUndo(repository, SESSION));
    Killed again = new Killed(step);
    ended &= endsOf(changes(temp.resolve("home"), again), back, again);
    assertThat(changes.execute(repository, back).isComplete()).as("step " + step).isTrue();
    assertThat(differences(before)).as("undo, step " + step).isEmpty();
    return ended;
  }

  /** Whether it came to its end. */
  private boolean endsOf(CheckoutChanges mortal, KeptPlan kept, Killed killed) {
    try {
      mortal.execute(repository, kept);
      return true;
    } catch (IllegalStateException e) {
      assertThat(killed.happened()).isTrue();
      return false;
    }
  }

  @Test
  void withFilesLinksAndFoldersInEachOthersPlace() throws Exception {
    SortedMap<String, String> before = everything();
    changeEverything();

    assertThat(killedBetweenAnyTwoSteps(before)).isGreaterThan(15);
  }

  @Test
  void withNamesThatAreNoTextAndBytesThatAreNone() throws Exception {
    user.write("data.bin", "\0\1\2").commit("binary");
    SortedMap<String, String> before = everything();
    begin();
    sh(
        worktree,
        """
        printf '\\377\\000\\r\\n' >data.bin
        printf 1 >"$(printf 'not\\377utf8')"
        printf 2 >"$(printf 'new\\nline')"
        mkdir "$(printf 'f\\200')"; printf 3 >"$(printf 'f\\200/\\303\\244')"
        ln -s "$(printf 'weird\\377/')" strange
        """);

    assertThat(killedBetweenAnyTwoSteps(before)).isGreaterThan(8);
  }

  @Test
  void withLineEndingsThatGitConverts() throws Exception {
    user.write(".gitattributes", "*.bat text eol=crlf\n*.raw -text\n");
    user.write("a.bat", "one\r\n").write("b.raw", "one\r\ntwo\n").commit("line ends");
    SortedMap<String, String> before = everything();
    begin();
    agent.write("a.bat", "one\r\ntwo\n").write("b.raw", "1\r\ntwo\n").write("c.bat", "c\n");

    assertThat(killedBetweenAnyTwoSteps(before)).isGreaterThan(5);
  }

  @Test
  void withFilesOfGitLfs() throws Exception {
    LargeFileFilter.of(user, temp);
    user.write("a.big", "a\n").write("b.big", "b\n").commit("large");
    SortedMap<String, String> before = everything();
    begin();
    agent.write("a.big", "changed\n").write("new.big", "new\n");
    Files.delete(worktree.resolve("b.big"));

    assertThat(killedBetweenAnyTwoSteps(before)).isGreaterThan(5);
  }

  @Test
  void fromABranchThatIsNotMergedBesideASubmodule() throws Exception {
    user.addSubmodule(
        GitRepository.withCommit(temp.resolve("source"), temp.resolve("home")), "sub");
    user.git("switch", "--quiet", "--create", "feature");
    user.write("feature.txt", "of the feature\n").commit("feature");
    user.git("switch", "--quiet", "main");
    SortedMap<String, String> before = everything();
    begin("feature");
    agent.git("submodule", "--quiet", "update", "--init");
    agent.write("mine.txt", "of the session\n").write("text.txt", "mine\n");

    assertThat(killedBetweenAnyTwoSteps(before)).isGreaterThan(4);
    assertThat(checkout.resolve("feature.txt")).doesNotExist();
    assertThat(
            new String(
                Files.readAllBytes(checkout.resolve("sub/README.md")), StandardCharsets.UTF_8))
        .isEqualTo("hello\n");
  }

  /** What the session has committed is there already; the rest comes home and goes again. */
  @Test
  void intoACheckoutOfTheSessionsBranch() throws Exception {
    agent.write("text.txt", "committed\n").commit("mine");
    user.git("switch", "--quiet", "--ignore-other-worktrees", request.branch().value());
    SortedMap<String, String> before = everything();
    agent.write("new.txt", "new\n");

    assertThat(needed(plan())).containsExactly("ADDED new.txt");
    assertThat(killedBetweenAnyTwoSteps(before)).isGreaterThan(2);
  }

  @Test
  void andTheUserOnAnotherBranchBeforeItIsUndone() throws Exception {
    SortedMap<String, String> before = everything();
    agent.write("text.txt", "mine\n").write("new.txt", "new\n");
    Files.delete(worktree.resolve("gone.txt"));
    apply();
    user.git("switch", "--quiet", "--create", "elsewhere");
    agent.write("text.txt", "mine again\n");

    apply();
    user.git("switch", "--quiet", "--detach");
    undo();

    SortedMap<String, String> after = everything();
    String index = checkout + "/.git/index";
    after.remove(index);
    before.remove(index);
    assertThat(after).isEqualTo(before);
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }
}
