package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An apply that was changed meanwhile, killed or taken back. */
public abstract class CheckoutChangesUndoContract extends CheckoutChangesFixture {

  @Test
  void whatWasKilledIsUndoneToo() throws Exception {
    SortedMap<String, String> before = everything();
    changeEverything();
    for (int step = 2; step < 12; step += 3) {
      Killed killed = new Killed(step);
      CheckoutChanges mortal = changes(temp.resolve("home"), killed);
      assertThatThrownBy(() -> apply(mortal)).isInstanceOf(IllegalStateException.class);

      undo();

      assertThat(everything()).as("step " + step).isEqualTo(before);
    }
  }

  @Test
  void whatChangedSinceThePlanStopsItBeforeAnythingIsWritten() throws Exception {
    agent.write("text.txt", "changed\n").write("zzz.txt", "new\n");
    ChangePlan plan = plan();
    KeptPlan kept = changes.keep(repository, change(), plan::requireSame);
    user.write("zzz.txt", "mine\n");
    SortedMap<String, String> before = everything();

    ChangeOutcome outcome = changes.execute(repository, kept);

    assertThat(outcome.written()).isEmpty();
    assertThat(outcome.notWritten()).containsExactly(RawPath.of("text.txt"), RawPath.of("zzz.txt"));
    assertThat(everything()).isEqualTo(before);
    assertThat(changes.isApplied(repository, SESSION)).isFalse();
  }

  @Test
  void whatSomebodyElseMadeAsPlannedWasNotWritten() throws Exception {
    agent.write("a.txt", "new\n").write("zzz.txt", "new\n");
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    user.write("a.txt", "new\n").write("zzz.txt", "mine\n");

    assertThat(changes.execute(repository, kept).written()).isEmpty();
    assertThat(changes.isApplied(repository, SESSION)).isFalse();
  }

  @Test
  void whatChangedAmidItIsListedAndUndone() throws Exception {
    SortedMap<String, String> before = everything();
    agent.write("a.txt", "new\n").write("text.txt", "changed\n").write("zzz.txt", "new\n");
    ChangePlan plan = plan();
    Killed killed = new Killed(4);
    CheckoutChanges mortal = changes(temp.resolve("home"), killed);
    KeptPlan kept = mortal.keep(repository, change(), plan::requireSame);
    assertThatThrownBy(() -> mortal.execute(repository, kept))
        .isInstanceOf(IllegalStateException.class);
    user.write("zzz.txt", "mine\n");

    ChangeOutcome outcome = changes.execute(repository, kept);

    assertThat(outcome.written()).containsExactly(RawPath.of("a.txt"));
    assertThat(outcome.notWritten()).containsExactly(RawPath.of("text.txt"), RawPath.of("zzz.txt"));
    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("zzz.txt", Why.EDITED_SINCE));
    Files.delete(checkout.resolve("zzz.txt"));
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  /** Writes a file before a step, as an editor does that knows nothing of it. */
  private Runnable editingBefore(int step, String file) {
    int[] steps = {0};
    return () -> {
      steps[0]++;
      if (steps[0] == step) {
        try {
          Files.writeString(checkout.resolve(file), "mine\n");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.txt", "new.txt", "gone.txt"})
  void whatIsEditedBeforeAnyStepStaysAsItWasEdited(String file) throws Exception {
    if (file.equals("gone.txt")) {
      Files.delete(worktree.resolve(file));
    } else {
      agent.write(file, "changed\n");
    }
    int last = Map.of("text.txt", 4, "new.txt", 3, "gone.txt", 3).getOrDefault(file, 0);
    for (int step = 1; step <= last; step++) {
      ChangePlan plan = plan();
      CheckoutChanges slow = changes(temp.resolve("home"), editingBefore(step, file));

      ChangeOutcome outcome =
          slow.execute(repository, slow.keep(repository, change(), plan::requireSame));

      assertThat(outcome.written()).as("step " + step).isEmpty();
      assertThat(read(file)).as("step " + step).isEqualTo("mine\n");
      changes.forget(repository, SESSION);
      user.git("clean", "--quiet", "--force");
      user.git("checkout", "--quiet", "--", ".");
    }
  }

  @Test
  void whatIsWrittenIntoAFileThatIsOpenWhileItIsReplacedIsKeptBesideAndTold() throws Exception {
    agent.write("text.txt", "changed\n");
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    int[] steps = {0};
    try (FileChannel open =
        FileChannel.open(checkout.resolve("text.txt"), StandardOpenOption.WRITE)) {
      CheckoutChanges slow =
          changes(
              temp.resolve("home"),
              () -> {
                steps[0]++;
                if (steps[0] == 4) {
                  writeInto(open, "MINE");
                }
              });

      ChangeOutcome outcome = slow.execute(repository, kept);

      assertThat(outcome.isComplete()).isFalse();
      assertThat(outcome.why()).contains("text.txt.orch-kept");
    }
    assertThat(read("text.txt")).isEqualTo("changed\n");
    assertThat(read("text.txt.orch-kept")).startsWith("MINE");
  }

  private static void writeInto(FileChannel file, String text) {
    try {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatAKilledOneHadOutOfTheWayGoesBackWithTheEditThatIsInIt() throws Exception {
    agent.write("text.txt", "changed\n");
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    CheckoutChanges mortal = changes(temp.resolve("home"), new Killed(4));
    assertThatThrownBy(() -> mortal.execute(repository, kept))
        .isInstanceOf(IllegalStateException.class);
    Path taken = checkout.resolve(".orchestrator/apply/" + SESSION + "/taken");
    Files.writeString(taken, "mine\n");

    ChangeOutcome outcome = changes.execute(repository, kept);

    assertThat(outcome.written()).isEmpty();
    assertThat(read("text.txt")).isEqualTo("mine\n");
  }

  @Test
  void whatCannotBeWrittenEndsItAndIsTold() throws Exception {
    agent.write("dir/new.txt", "new\n").write("a.txt", "new\n").write("zzz.txt", "new\n");
    setMode(checkout.resolve("dir"), "r-xr-xr-x");
    assumeThat(Files.isWritable(checkout.resolve("dir"))).isFalse();

    ChangeOutcome outcome = apply();

    setMode(checkout.resolve("dir"), "rwxr-xr-x");
    assertThat(outcome.written()).containsExactly(RawPath.of("a.txt"));
    assertThat(outcome.why()).contains("dir/new.txt");
    assertThat(Path.of(checkout + "/.orchestrator/apply/" + SESSION)).doesNotExist();
    undo();
    assertThat(checkout.resolve("a.txt")).doesNotExist();
  }

  @Test
  void anUndoRefusesWhatWasEditedSince() throws Exception {
    agent.write("text.txt", "changed\n").write("new/new.txt", "new\n");
    Files.delete(worktree.resolve("gone.txt"));
    apply();
    user.write("text.txt", "and mine\n").write("gone.txt", "mine\n");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("text.txt", Why.EDITED_SINCE, "gone.txt", Why.EDITED_SINCE));
    assertThat(read("new/new.txt")).isEqualTo("new\n");
  }

  @Test
  void anotherApplyRefusesWhatWasEditedSince() throws Exception {
    agent.write("text.txt", "changed\n").write("new.txt", "new\n");
    apply();
    user.write("text.txt", "and mine\n");
    agent.write("text.txt", "changed again\n").write("new.txt", "again\n");

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.EDITED_SINCE));
  }

  @Test
  void anUndoLeavesOtherFilesInAFolderThatItMade() throws Exception {
    agent.write("made/new.txt", "new\n");
    apply();
    user.write("made/mine.txt", "mine\n");

    undo();

    assertThat(checkout.resolve("made/new.txt")).doesNotExist();
    assertThat(read("made/mine.txt")).isEqualTo("mine\n");
  }

  @Test
  void permissionsAreKeptAndComeBack() throws Exception {
    setMode(checkout.resolve("text.txt"), "rw-rw----");
    setMode(checkout.resolve("run.sh"), "rw-r-----");
    SortedMap<String, String> before = everything();
    agent.write("text.txt", "changed\n");
    setMode(worktree.resolve("run.sh"), "rwxr-xr-x");

    apply();

    assertThat(describe(checkout.resolve("text.txt"))).startsWith("rw-rw----");
    assertThat(describe(checkout.resolve("run.sh"))).startsWith("rwxr-x---");
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  /** It was there before, so that nothing has to leave it. */
  @ParameterizedTest
  @ValueSource(strings = {"rm empty", "rm empty; mkdir empty; echo x > empty/x"})
  void whatIsPutIntoAnEmptyFolderThatAnApplyReplacedStaysThere(String then) throws Exception {
    Files.createDirectory(checkout.resolve("empty"));
    SortedMap<String, String> before = everything();
    agent.write("empty", "a file\n");
    apply();
    sh(worktree, then);
    apply();
    user.write("empty/mine.txt", "mine\n");

    undo();

    assertThat(read("empty/mine.txt")).isEqualTo("mine\n");
    Files.delete(checkout.resolve("empty/mine.txt"));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anEmptyFolderComesBackThoughTheFileThatReplacedItIsGoneAgain() throws Exception {
    Files.createDirectory(checkout.resolve("empty"));
    setMode(checkout.resolve("empty"), "rwxr-x---");
    SortedMap<String, String> before = everything();
    agent.write("empty", "a file\n");
    apply();
    Files.delete(worktree.resolve("empty"));
    apply();

    undo();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aFileThatReplacedAnEmptyFolderIsNotUndoneOnceItIsCommitted() throws Exception {
    Files.createDirectory(checkout.resolve("empty"));
    agent.write("empty", "a file\n");
    apply();
    user.git("add", "empty");
    user.git("commit", "--quiet", "--message", "taken home");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("empty", Why.COMMITTED_SINCE));
  }

  @Test
  void whatIsForgottenCannotBeUndone() throws Exception {
    agent.write("new.txt", "new\n");
    apply();

    changes.forget(repository, SESSION);
    changes.forget(repository, SESSION);

    assertThat(changes.isApplied(repository, SESSION)).isFalse();
    assertThat(checkout.resolve("new.txt")).exists();
    assertThat(Path.of(checkout + "/.orchestrator/apply/" + SESSION)).doesNotExist();
  }
}
