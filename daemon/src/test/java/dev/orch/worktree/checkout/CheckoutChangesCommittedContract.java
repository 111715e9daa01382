package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.checkout.Obstacle.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An apply that the user has committed, whole or in part. */
public abstract class CheckoutChangesCommittedContract extends CheckoutChangesFixture {

  private void changeThreeFiles() throws IOException {
    agent.write("text.txt", "changed\n").write("new.txt", "new\n");
    Files.delete(worktree.resolve("gone.txt"));
  }

  @Test
  void anUndoRefusesWhatIsCommittedByNow() throws Exception {
    changeThreeFiles();
    apply();
    user.commit("taken home");
    SortedMap<String, String> before = everything();

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(
            Map.of(
                "gone.txt", Why.COMMITTED_SINCE,
                "new.txt", Why.COMMITTED_SINCE,
                "text.txt", Why.COMMITTED_SINCE));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anUndoRefusesWhatIsCommittedInPart() throws Exception {
    changeThreeFiles();
    apply();
    user.git("add", "text.txt");
    user.git("commit", "--quiet", "--message", "a part");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("text.txt", Why.COMMITTED_SINCE));
  }

  @Test
  void whatIsCommittedWithOtherLineEndingsIsCommitted() throws Exception {
    user.write(".gitattributes", "*.txt text eol=crlf\n").commit("line endings");
    begin();
    agent.write("text.txt", "changed\r\n").write("new.txt", "new\r\n");
    apply();
    user.commit("taken home");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("new.txt", Why.COMMITTED_SINCE, "text.txt", Why.COMMITTED_SINCE));
  }

  @Test
  void aCommitThatIsTakenBackIsInNobodysWay() throws Exception {
    changeThreeFiles();
    apply();
    user.commit("taken home");
    user.git("reset", "--quiet", "HEAD~1");

    assertThat(undo().isComplete()).isTrue();
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void anUndoGoesBackToWhatWasCommittedBetweenTwoApplies() throws Exception {
    changeThreeFiles();
    apply();
    user.commit("taken home");
    SortedMap<String, String> committed = everything();
    agent.write("text.txt", "changed again\n").write("second.txt", "second\n");
    assertThat(apply().isComplete()).isTrue();
    assertThat(read("text.txt")).isEqualTo("changed again\n");

    assertThat(undo().isComplete()).isTrue();

    assertThat(differences(committed)).isEmpty();
    assertThat(user.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void whatWasNotCommittedBetweenTwoAppliesGoesBackToBeforeTheFirst() throws Exception {
    changeThreeFiles();
    apply();
    user.git("add", "text.txt");
    user.git("commit", "--quiet", "--message", "a part");
    agent.write("text.txt", "changed again\n").write("new.txt", "newer\n");
    apply();

    assertThat(undo().isComplete()).isTrue();

    assertThat(read("text.txt")).isEqualTo("changed\n");
    assertThat(checkout.resolve("new.txt")).doesNotExist();
    assertThat(read("gone.txt")).isEqualTo("gone\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 5})
  void anUndoThatIsGoneOnWithLeavesWhatIsCommittedByThen(int steps) throws Exception {
    changeThreeFiles();
    apply();
    KeptPlan kept = changes.keepUndo(repository, changes.planUndo(repository, SESSION));
    killAfter(steps, kept);
    user.commit("taken home");
    SortedMap<String, String> committed = everything();

    ChangeOutcome outcome = changes.execute(repository, kept);

    assertThat(outcome.isComplete()).isFalse();
    assertThat(outcome.why()).contains("text.txt", Why.COMMITTED_SINCE.words());
    assertThat(differences(committed)).isEmpty();
    assertThat(changes.isApplied(repository, SESSION)).isTrue();
  }

  private void killAfter(int steps, KeptPlan kept) {
    int[] step = {0};
    CheckoutChanges mortal =
        changes(
            temp.resolve("home"),
            () -> {
              step[0]++;
              if (step[0] > steps) {
                throw new IllegalStateException("killed");
              }
            });
    assertThatThrownBy(() -> mortal.execute(repository, kept))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anApplyOfBeforeACommitIsNotCarriedOutAfterIt() throws Exception {
    changeThreeFiles();
    apply();
    agent.write("text.txt", "changed again\n");
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    user.commit("taken home");
    SortedMap<String, String> committed = everything();

    ChangeOutcome outcome = changes.execute(repository, kept);

    assertThat(outcome.why()).contains("text.txt", Why.COMMITTED_SINCE.words());
    assertThat(differences(committed)).isEmpty();
    assertThat(apply().isComplete()).isTrue();
    assertThat(undo().isComplete()).isTrue();
    assertThat(differences(committed)).isEmpty();
  }

  @Test
  void anUndoRefusesWhatIsCommittedAsAnEarlierApplyLeftIt() throws Exception {
    changeThreeFiles();
    apply();
    user.git("add", "text.txt");
    agent.write("text.txt", "changed again\n");
    apply();
    user.git("commit", "--quiet", "--message", "of the index");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("text.txt", Why.COMMITTED_SINCE));
  }

  @Test
  void whereTheCommitIsRevertedTheRestIsUndone() throws Exception {
    changeThreeFiles();
    apply();
    user.git("add", "text.txt");
    user.git("commit", "--quiet", "--message", "a part");
    user.git("revert", "--no-edit", "HEAD");

    assertThat(undo().isComplete()).isTrue();

    assertThat(user.git("status", "--porcelain")).isEmpty();
  }
}
