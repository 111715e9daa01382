package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Apply, commit, follow up, apply again: any number of times, whatever was committed of it. */
public abstract class CheckoutChangesRoundsContract extends CheckoutChangesFixture {

  /** The seven lines of the file, with other first and last ones. */
  private static String text(String first, String last) {
    return lines(first, "two", "three", "four", "five", "six", last);
  }

  private void appliedAs(String first, String last) throws IOException {
    assertThat(obstacles(plan())).isEmpty();
    assertThat(apply().isComplete()).isTrue();
    assertThat(read("text.txt")).isEqualTo(text(first, last));
  }

  private void commitAlone(String file) {
    user.git("add", file);
    user.git("commit", "--quiet", "--message", "a part");
  }

  /** All but the last line, of which the checkout has what was applied. */
  private void commitBesideTheLast(String first) {
    user.write("text.txt", text(first, "seven"));
    commitAlone("text.txt");
    user.write("text.txt", text(first, "7"));
  }

  @Test
  void everyRoundIsCommitted() throws Exception {
    for (String round : new String[] {"1", "2", "3"}) {
      agent.write("text.txt", text(round, "seven")).write("new.txt", round + "\n");
      appliedAs(round, "seven");
      user.commit("round " + round);
    }
    agent.write("text.txt", text("one", "seven"));
    Files.delete(worktree.resolve("new.txt"));

    appliedAs("one", "seven");

    assertThat(checkout.resolve("new.txt")).doesNotExist();
    assertThat(undo().isComplete()).isTrue();
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void whatTheUserCommittedBesideStaysWhenItIsTakenBack() throws Exception {
    agent.write("text.txt", text("one", "7"));
    apply();
    commitBesideTheLast("mine");
    appliedAs("mine", "7");

    assertThat(undo().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo(text("mine", "seven"));
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void someLinesThatWereCommittedStayWhenTheRestIsTakenBack() throws Exception {
    agent.write("text.txt", text("1", "7"));
    apply();
    commitBesideTheLast("1");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("text.txt", Why.COMMITTED_SINCE));
    appliedAs("1", "7");
    assertThat(undo().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo(text("1", "seven"));
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void someRoundsAreNotCommitted() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.commit("taken home");
    SortedMap<String, String> committed = everything();
    for (String round : new String[] {"2", "3", "4"}) {
      agent.write("text.txt", text(round, "seven"));
      appliedAs(round, "seven");
    }

    assertThat(undo().isComplete()).isTrue();
    assertThat(differences(committed)).isEmpty();
    agent.write("text.txt", text("5", "seven"));
    appliedAs("5", "seven");
  }

  @Test
  void someFilesOfARoundAreCommitted() throws Exception {
    agent.write("text.txt", text("1", "seven")).write("new.txt", "1\n").write("run.sh", "1\n");
    apply();
    commitAlone("text.txt");
    agent.write("text.txt", text("2", "seven")).write("new.txt", "2\n").write("run.sh", "2\n");
    appliedAs("2", "seven");
    commitAlone("new.txt");
    agent.write("text.txt", text("3", "seven")).write("new.txt", "3\n").write("run.sh", "3\n");

    appliedAs("3", "seven");

    assertThat(read("new.txt")).isEqualTo("3\n");
    assertThat(read("run.sh")).isEqualTo("3\n");
    user.commit("the rest");
    assertThat(plan().needed()).isEmpty();
  }

  @Test
  void someLinesOfAFileAreCommitted() throws Exception {
    agent.write("text.txt", text("1", "7"));
    apply();
    commitBesideTheLast("1");
    agent.write("text.txt", text("2", "7"));

    appliedAs("2", "7");
    agent.write("text.txt", text("3", "VII"));

    appliedAs("3", "VII");
  }

  @Test
  void linesOfTheUsersOwnAreCommittedWithIt() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.write("text.txt", text("1", "mine")).commit("taken home, and mine");
    agent.write("text.txt", text("2", "seven"));
    appliedAs("2", "mine");
    user.commit("again");
    agent.write("text.txt", text("one", "seven"));

    appliedAs("one", "mine");
  }

  @Test
  void aCommitIsAmended() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.git("commit", "--quiet", "--all", "--amend", "--message", "files, and more");
    agent.write("text.txt", text("2", "seven"));
    appliedAs("2", "seven");
    user.git("commit", "--quiet", "--all", "--amend", "--message", "and more");
    agent.write("text.txt", text("3", "seven"));

    appliedAs("3", "seven");
  }

  @Test
  void aLineThatTheUserHasPutRightStaysSo() throws Exception {
    agent.write("new.txt", text("frist", "last"));
    apply();
    user.write("new.txt", text("first", "last")).commit("taken home, and put right");
    agent.write("new.txt", text("frist", "the last")).write("more.txt", "more\n");

    assertThat(apply().isComplete()).isTrue();

    assertThat(read("new.txt")).isEqualTo(text("first", "the last"));
    user.commit("again");
    agent.write("new.txt", text("FRIST", "the last"));
    assertThat(obstacles(plan())).isEqualTo(Map.of("new.txt", Why.CONFLICT));
  }

  @Test
  void whatTheUserHasThrownAwayAndWrittenAnewIsAConflict() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.git("checkout", "--quiet", "--", "text.txt");
    user.write("text.txt", text("mine", "seven")).commit("mine");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void whatTheUserHasThrownAwayComesOnceMore() throws Exception {
    agent.write("text.txt", text("1", "seven")).write("new.txt", "1\n");
    apply();
    user.git("checkout", "--quiet", "--", "text.txt");
    commitAlone("new.txt");

    appliedAs("1", "seven");
  }

  @Test
  void aCommitThatWasRevertedComesOnceMore() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.commit("taken home");
    agent.write("text.txt", text("2", "seven"));
    apply();
    user.commit("again");
    user.git("revert", "--no-edit", "HEAD");
    appliedAs("2", "seven");
    user.git("checkout", "--quiet", "--", ".");
    user.git("revert", "--no-edit", "HEAD~2");

    appliedAs("2", "seven");
  }

  @Test
  void onABranchWithoutThoseCommitsAllOfItComes() throws Exception {
    user.git("branch", "other");
    agent.write("text.txt", text("1", "seven")).write("new.txt", "1\n");
    apply();
    user.commit("taken home");
    agent.write("new.txt", "2\n");
    apply();
    user.commit("again");
    user.git("switch", "--quiet", "other");

    appliedAs("1", "seven");
    assertThat(read("new.txt")).isEqualTo("2\n");
  }

  @Test
  void whatWasStagedOfAnEarlierApplyIsCommitted() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.git("add", "text.txt");
    agent.write("text.txt", text("2", "seven"));
    apply();
    user.git("commit", "--quiet", "--message", "of the index");
    agent.write("text.txt", text("3", "seven"));

    appliedAs("3", "seven");
  }

  @Test
  void anUndoOfALaterApplyForgetsNothing() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.commit("taken home");
    SortedMap<String, String> committed = everything();
    agent.write("text.txt", text("2", "seven"));
    apply();
    undo();
    assertThat(differences(committed)).isEmpty();

    agent.write("text.txt", text("3", "seven"));
    appliedAs("3", "seven");
    undo();
    assertThat(differences(committed)).isEmpty();
  }

  @Test
  void aFileThatTheUserHasRenamedIsFollowed() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.git("mv", "text.txt", "renamed.txt");
    user.commit("renamed");
    agent.write("text.txt", text("2", "seven"));

    assertThat(needed(plan())).containsExactly("CHANGED renamed.txt");
    apply();
    assertThat(read("renamed.txt")).isEqualTo(text("2", "seven"));
  }

  @Test
  void lineEndingsAreConverted() throws Exception {
    user.write(".gitattributes", "*.bat text eol=crlf\n").write("a.bat", "one\r\ntwo\r\n");
    user.commit("line endings");
    begin();
    for (String round : new String[] {"1", "2", "3"}) {
      agent.write("a.bat", round + "\r\ntwo\r\n").write("new.bat", round + "\n");
      assertThat(obstacles(plan())).isEmpty();
      apply();
      assertThat(read("a.bat")).isEqualTo(round + "\r\ntwo\r\n");
      user.commit("round " + round);
    }
  }

  @Test
  void nothingOfItIsCollectedAsGarbage() throws Exception {
    agent.write("text.txt", text("1", "7"));
    apply();
    user.write("text.txt", text("1", "mine")).commit("a part, and mine");
    user.git("gc", "--quiet", "--prune=now");
    agent.write("text.txt", text("2", "7"));
    apply();
    user.git("reflog", "expire", "--expire=now", "--all");
    user.git("gc", "--quiet", "--prune=now");
    agent.write("text.txt", text("3", "7"));

    appliedAs("3", "mine");
    assertThat(undo().isComplete()).isTrue();
  }

  @Test
  void itIsForgottenWithTheSession() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    assertThat(user.git("for-each-ref", "refs/orch/taken")).isNotEmpty();

    changes.forget(repository, SESSION);

    assertThat(user.git("for-each-ref", "refs/orch/taken")).isEmpty();
  }

  @Test
  void aKillLosesNoRound() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.commit("taken home");
    int round = 2;
    for (int step : new int[] {1, 2, 4}) {
      agent.write("text.txt", text("" + round, "seven"));
      kill(step, changes.keep(repository, change(), plan()::requireSame));
      appliedAs("" + round, "seven");
      KeptPlan back = changes.keepUndo(repository, changes.planUndo(repository, SESSION));
      kill(step, back);
      changes.execute(repository, back);
      round++;
      agent.write("text.txt", text("" + round, "seven"));
      appliedAs("" + round, "seven");
      user.commit("round " + round);
      round++;
    }
  }

  private void kill(int step, KeptPlan kept) {
    CheckoutChanges mortal = changes(temp.resolve("home"), new Killed(step));
    assertThatThrownBy(() -> mortal.execute(repository, kept))
        .isInstanceOf(IllegalStateException.class);
  }

  /**
   * Plans had what was applied in lines of their own once, and were kept in a commit of its own.
   */
  @Test
  void aPlanThatWasKeptBeforeThatKnowsTheLastRound() throws Exception {
    agent.write("text.txt", text("1", "seven"));
    apply();
    user.commit("taken home");
    String undo = "refs/orch/undo/" + SESSION;
    String line =
        "own %s 100644 %s"
            .formatted(
                RawPath.of("text.txt").hex(), user.git("rev-parse", "HEAD:text.txt").strip());
    sh(
        checkout,
        """
        plan=$( (git cat-file blob %1$s:plan; printf '\\n%2$s') | git hash-object -w --stdin)
        tree=$(git ls-tree %1$s | sed "s/ [0-9a-f]*\\tplan$/ $plan\\tplan/" | git mktree)
        kept=$(git -c user.name=U -c user.email=u@example.org commit-tree $tree -m orch)
        git update-ref %1$s $kept
        git update-ref -d refs/orch/taken/%3$s
        """
            .formatted(undo, line, SESSION));
    assertThat(user.git("cat-file", "blob", undo + ":plan")).contains(line);
    for (String round : new String[] {"2", "3"}) {
      agent.write("text.txt", text(round, "seven"));
      appliedAs(round, "seven");
    }
    undo();
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }
}
