package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides have changed a file, and somebody has merged it by hand. */
public abstract class CheckoutChangesByHandContract extends CheckoutChangesFixture {
  private static final String MINE = lines("one", "two", "mine", "four", "five", "six", "seven");

  /** The session's third line is another than the user's, and it has a file more. */
  private void conflict() {
    agent
        .write("text.txt", lines("one", "two", "theirs", "four", "five", "six", "7"))
        .write("more.txt", "more\n");
    user.write("text.txt", MINE).commit("mine");
    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  private void mergedAs(String third) {
    user.write("text.txt", lines("one", "two", third, "four", "five", "six", "7"))
        .commit("merged by hand");
  }

  private void restIsTaken(String text) throws IOException {
    assertThat(obstacles(plan())).isEmpty();
    assertThat(needed(plan())).containsExactly("ADDED more.txt");
    assertThat(apply().isComplete()).isTrue();
    assertThat(read("text.txt")).isEqualTo(text);
    assertThat(read("more.txt")).isEqualTo("more\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"theirs", "mine\ntheirs", "theirs\nmine", "mine\ntheirs\nmine, too"})
  void whatHasAllOfTheSessionsLinesIsTaken(String third) throws Exception {
    conflict();
    mergedAs(third);
    String merged = read("text.txt");
    boolean isSame = third.equals("theirs");
    Obstacle byHand = new Obstacle(RawPath.of("text.txt"), Why.MERGED_BY_HAND);
    assertThat(plan().leftOut()).isEqualTo(isSame ? List.of() : List.of(byHand));

    restIsTaken(merged);
    assertThat(plan().leftOut()).isEmpty();

    agent.write("text.txt", lines("one", "two", "theirs", "four", "five", "six", "VII"));
    assertThat(apply().isComplete()).isTrue();
    assertThat(read("text.txt")).isEqualTo(merged.replace("7", "VII"));
    undo();
    assertThat(read("text.txt")).isEqualTo(merged);
  }

  @Test
  void whatAMergeUnderWayHasNotDecidedIsNotTakenHome() throws Exception {
    user.write("text.txt", MINE).commit("mine");
    agent
        .write("text.txt", lines("one", "two", "theirs", "four", "five", "six", "seven"))
        .write("more.txt", "more\n")
        .commit("theirs");
    assertThat(agent.tryGit("merge", "main").exit()).isNotZero();

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.UNMERGED));
    assertThat(obstacles(changes.plan(repository, changeBut("text.txt")))).isEmpty();

    agent.write("text.txt", MINE).git("add", "text.txt");
    restIsTaken(MINE);
  }

  @Test
  void linesThatBothHaveAddedInOnePlaceAreTaken() throws Exception {
    String before = read("text.txt");
    agent.write("text.txt", before + "theirs\n").write("more.txt", "more\n");
    user.write("text.txt", before + "mine\n").commit("mine");
    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
    user.write("text.txt", before + "mine\ntheirs\n").commit("both");

    restIsTaken(before + "mine\ntheirs\n");
  }

  @Test
  void aFileThatBothHaveAddedIsTaken() throws Exception {
    agent.write("new.txt", "theirs\n").write("more.txt", "more\n");
    user.write("new.txt", "mine\n").commit("mine");
    assertThat(obstacles(plan())).isEqualTo(Map.of("new.txt", Why.CONFLICT));
    user.write("new.txt", "mine\ntheirs\n").commit("both");

    assertThat(needed(plan())).containsExactly("ADDED more.txt");
  }

  private ChangeOutcome applyBut(String... except) {
    SessionChange wanted = changeBut(except);
    ChangePlan plan = changes.plan(repository, wanted);
    assertThat(plan.obstacles()).isEmpty();
    return changes.execute(repository, changes.keep(repository, wanted, plan::requireSame));
  }

  @Test
  void allButTheConflictComesInEachRound() throws Exception {
    conflict();
    mergedAs("both of us");
    String merged = read("text.txt");
    for (String round : new String[] {"1", "2", "3"}) {
      agent.write("more.txt", round + "\n");

      assertThat(applyBut("text.txt").isComplete()).isTrue();

      assertThat(read("more.txt")).isEqualTo(round + "\n");
      assertThat(read("text.txt")).isEqualTo(merged);
      if (!round.equals("2")) {
        user.commit("round " + round);
      }
    }
    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void whatWasLeftOutComesOnceItIsNotAnyMore() throws Exception {
    agent.write("text.txt", MINE).write("dir/new.txt", "new\n").write("more.txt", "more\n");
    Files.delete(worktree.resolve("dir/a.txt"));
    ChangePlan plan = changes.plan(repository, changeBut("dir", "text.txt"));
    assertThat(needed(plan)).containsExactly("ADDED more.txt");
    assertThat(plan.leftOut().stream().map(one -> one.path().shown()))
        .containsExactly("dir/a.txt", "dir/new.txt", "text.txt");
    assertThat(ChangePlan.parse(plan.text())).isEqualTo(plan);
    assertThat(applyBut("dir", "text.txt").isComplete()).isTrue();
    user.commit("taken home");

    assertThat(apply().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo(MINE);
    assertThat(read("dir/new.txt")).isEqualTo("new\n");
    assertThat(checkout.resolve("dir/a.txt")).doesNotExist();
  }

  @Test
  void whatAnEarlierApplyWroteStaysWhereItIsLeftOutAndIsTakenBackWithAll() throws Exception {
    String before = read("text.txt");
    agent.write("text.txt", MINE).write("more.txt", "1\n");
    apply();
    agent.write("text.txt", MINE + "more\n").write("more.txt", "2\n");

    assertThat(applyBut("text.txt").isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo(MINE);
    assertThat(read("more.txt")).isEqualTo("2\n");
    assertThat(undo().isComplete()).isTrue();
    assertThat(read("text.txt")).isEqualTo(before);
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void whatTheUserHasEditedSinceIsTheirsWhereItIsLeftOut() throws Exception {
    agent.write("text.txt", MINE).write("more.txt", "1\n");
    apply();
    agent.write("more.txt", "2\n");
    user.write("text.txt", "edited\n");

    assertThat(applyBut("text.txt").isComplete()).isTrue();
    assertThat(undo().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo("edited\n");
    assertThat(checkout.resolve("more.txt")).doesNotExist();
  }

  @Test
  void whatIsCommittedByNowStaysWhereItIsLeftOut() throws Exception {
    agent.write("text.txt", MINE).write("more.txt", "1\n");
    apply();
    user.git("add", "text.txt");
    user.git("commit", "--quiet", "--message", "a part");
    agent.write("text.txt", MINE + "more\n");

    assertThat(applyBut("text.txt").isComplete()).isTrue();
    assertThat(undo().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo(MINE);
    assertThat(user.git("status", "--porcelain")).isEmpty();
    assertThat(apply().isComplete()).isTrue();
    assertThat(read("text.txt")).isEqualTo(MINE + "more\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"both of us", "mine, theirs", "mine\nthe irs"})
  void whatHasOtherLinesIsAConflictStill(String third) {
    conflict();
    mergedAs(third);

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void theSessionsLinesInAnotherPlaceAreNotTaken() {
    conflict();
    user.write("text.txt", lines("theirs", "one", "two", "mine", "four", "five", "six", "7"))
        .commit("elsewhere");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void aCarriageReturnEndsNoLine() {
    agent.write("text.txt", lines("one", "two", "theirs", "four", "five", "six", "seven"));
    String first = "theirs\rtheirs\rtheirs";
    user.write("text.txt", lines(first, "two", "mine", "four", "five", "six", "seven"))
        .commit("with carriage returns");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  /** Git names the line before a change, in the bytes that it has. */
  @ParameterizedTest
  @ValueSource(strings = {"Zdanie s\u0105", "x \u00c5", "four\rfour"})
  void whatFollowsAfterAnyLineIsNotLost(String fourth) {
    agent.write("text.txt", lines("one", "two", "three", fourth, "five"));
    assertThat(apply().isComplete()).isTrue();
    user.commit("taken home");
    agent.write("text.txt", lines("one", "two", "theirs", fourth, "FIVE"));
    user.write("text.txt", lines("one", "two", "mine", "theirs", fourth, "five"))
        .commit("merged by hand, in part");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void lessThanAllOfItIsNotTaken() {
    conflict();
    user.write("text.txt", lines("one", "two", "mine", "theirs", "four", "five", "six", "VII"))
        .commit("without the last line");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void aLineThatTheSessionHasRemovedAndTheUserChangedIsAConflict() {
    agent.write("text.txt", lines("one", "two", "four", "five", "six", "seven"));
    user.write("text.txt", MINE).commit("mine");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void aBraceInPlaceOfALineIsAConflict() {
    agent.write("text.txt", lines("one", "two", "}", "four", "five", "six", "seven"));
    user.write("text.txt", lines("one", "two", "if (mine) {", "}", "four", "five", "six", "seven"))
        .commit("mine");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
  }

  @Test
  void aModeThatIsNotTakenIsNotForgotten() throws Exception {
    conflict();
    setMode(worktree.resolve("text.txt"), "rwxr-xr-x");
    mergedAs("mine\ntheirs");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT));
    user.git("update-index", "--chmod=+x", "text.txt");
    setMode(checkout.resolve("text.txt"), "rwxr-xr-x");
    user.commit("and its mode");
    assertThat(needed(plan())).containsExactly("ADDED more.txt");
  }

  @Test
  void aFileThatIsNoTextIsAConflict() throws Exception {
    Files.write(worktree.resolve("text.txt"), new byte[] {0, 1, 'x', '\n'});
    Files.write(checkout.resolve("text.txt"), new byte[] {0, 1, 'x', '\n', 'y', '\n'});
    user.commit("mine");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.CONFLICT_WHOLE));
  }

  private void rename() {
    user.git("mv", "text.txt", "renamed.txt");
  }

  @Test
  void aConflictUnderTheUsersOwnNameIsLeftOutByThat() throws Exception {
    agent
        .write("text.txt", lines("one", "two", "theirs", "four", "five", "six", "7"))
        .write("more.txt", "more\n");
    rename();
    user.write("renamed.txt", MINE).commit("mine, under another name");
    Map<String, Why> conflict = Map.of("renamed.txt", Why.CONFLICT_OF_NAMES);
    assertThat(obstacles(plan())).isEqualTo(conflict);
    for (String round : new String[] {"1", "2", "3"}) {
      agent.write("more.txt", round + "\n");

      assertThat(applyBut("renamed.txt").isComplete()).isTrue();

      assertThat(read("more.txt")).isEqualTo(round + "\n");
      assertThat(read("renamed.txt")).isEqualTo(MINE);
      assertThat(checkout.resolve("text.txt")).doesNotExist();
      if (!round.equals("2")) {
        user.commit("round " + round);
      }
      assertThat(obstacles(plan())).isEqualTo(conflict);
    }
  }

  @Test
  void whatTheUserHasRenamedIsLeftOutByEitherNameAndComesLater() throws Exception {
    agent.write("text.txt", MINE).write("more.txt", "more\n");
    String before = read("text.txt");
    rename();
    user.commit("another name");
    for (String name : new String[] {"renamed.txt", "text.txt"}) {
      ChangePlan plan = changes.plan(repository, changeBut(name));
      assertThat(needed(plan)).containsExactly("ADDED more.txt");
      assertThat(plan.leftOut().stream().map(one -> one.path().shown())).containsExactly(name);
    }
    assertThat(applyBut("renamed.txt").isComplete()).isTrue();
    assertThat(read("renamed.txt")).isEqualTo(before);
    user.commit("the rest");

    assertThat(apply().isComplete()).isTrue();

    assertThat(read("renamed.txt")).isEqualTo(MINE);
    assertThat(checkout.resolve("text.txt")).doesNotExist();
  }

  @Test
  void aFileInAFolderThatTheUserHasRenamedIsLeftOut() {
    agent.write("dir/new.txt", "new\n").write("more.txt", "more\n");
    user.git("mv", "dir", "lib");
    user.commit("another name");
    assertThat(obstacles(plan())).isEqualTo(Map.of("lib/new.txt", Why.CONFLICT_OF_NAMES));

    assertThat(applyBut("lib/new.txt").isComplete()).isTrue();

    assertThat(checkout.resolve("lib/new.txt")).doesNotExist();
    assertThat(checkout.resolve("more.txt")).exists();
    user.write("more.txt", "more of mine\n").commit("the rest, amended");
    assertThat(obstacles(plan()).keySet()).contains("lib/new.txt");
  }

  @Test
  void whatTheSessionHasTakenBackStaysWhereItIsLeftOut() throws Exception {
    agent.write("text.txt", MINE).write("more.txt", "1\n");
    apply();
    agent.git("checkout", "--quiet", "--", "text.txt");
    agent.write("more.txt", "2\n");
    ChangePlan plan = changes.plan(repository, changeBut("text.txt"));
    assertThat(plan.leftOut()).containsExactly(new Obstacle(RawPath.of("text.txt"), Why.EXCEPTED));

    assertThat(applyBut("text.txt").isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo(MINE);
    assertThat(read("more.txt")).isEqualTo("2\n");
    assertThat(apply().isComplete()).isTrue();
    assertThat(user.git("diff", "--name-only")).isEmpty();
  }
}
