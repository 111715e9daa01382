package dev.orch.worktree.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.worktree.checkout.Obstacle.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the user's own files while others go, and to what is out of the way by then. */
public abstract class CheckoutChangesAsideContract extends CheckoutChangesFixture {

  /** What somebody does meanwhile. */
  private interface Meanwhile {
    void run() throws IOException;
  }

  /** Lets it happen once, as soon as a file is out of the way. */
  private CheckoutChanges onceTaken(Meanwhile meanwhile) {
    boolean[] done = {false};
    return changes(
        temp.resolve("home"),
        () -> {
          if (!done[0] && Files.exists(taken(), LinkOption.NOFOLLOW_LINKS)) {
            done[0] = true;
            happens(meanwhile);
          }
        });
  }

  private static void happens(Meanwhile meanwhile) {
    try {
      meanwhile.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path stage() {
    return checkout.resolve(".orchestrator/apply/" + SESSION);
  }

  private Path taken() {
    return stage().resolve("taken");
  }

  /** Two applies, of which the first brings a file and the second a folder in its place. */
  private void applyAFileThenAFolder() throws Exception {
    sh(worktree, "rm -rf x; echo file > x");
    apply();
    sh(worktree, "rm x; mkdir -p x/deep; echo y > x/y; echo z > x/deep/z");
    apply();
  }

  @Test
  void anUndoRefusesAFolderInPlaceOfAFileThatHasOtherFiles() throws Exception {
    SortedMap<String, String> before = everything();
    applyAFileThenAFolder();
    user.write("x/mine.txt", "mine\n");

    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("x", Why.FOLDER_NOT_EMPTY));

    Files.delete(checkout.resolve("x/mine.txt"));
    assertThat(undo().isComplete()).isTrue();
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/mine.txt", "x/deep/mine.txt"})
  void whatIsPutIntoAFolderThatGoesStaysThere(String file) throws Exception {
    int[] steps = {0};
    for (int step = 1; step <= steps[0] + 1; step++) {
      applyAFileThenAFolder();
      KeptPlan kept = changes.keepUndo(repository, changes.planUndo(repository, SESSION));
      int wanted = step;
      steps[0] = 0;
      CheckoutChanges slow =
          changes(
              temp.resolve("home"),
              () -> {
                steps[0]++;
                if (steps[0] == wanted) {
                  user.write(file, "mine\n");
                }
              });

      slow.execute(repository, kept);

      assertThat(checkout.resolve(file).toFile().exists())
          .as("step " + step)
          .isEqualTo(steps[0] >= step);
      assertThat(stage()).as("step " + step).doesNotExist();
      changes.forget(repository, SESSION);
      sh(checkout, "rm -rf x");
    }
    assertThat(steps[0]).isGreaterThan(4);
  }

  @Test
  void anEditOfTheLastMomentIsKeptAboveTheFolderThatIsGone() throws Exception {
    user.write("solo/deep/only.txt", "only\n").commit("solo");
    begin();
    sh(worktree, "rm -r solo");
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    CheckoutChanges slow =
        onceTaken(() -> {
          Files.writeString(taken(), "mine\n");
          Files.delete(checkout.resolve("solo/deep"));
        });

    ChangeOutcome outcome = slow.execute(repository, kept);

    assertThat(outcome.why()).contains("solo/only.txt.orch-kept");
    assertThat(read("solo/only.txt.orch-kept")).isEqualTo("mine\n");
    assertThat(stage()).doesNotExist();
  }

  @Test
  void whatCannotBeLookedAtGoesBack() throws Exception {
    Path closed = Files.createFile(temp.resolve("closed"));
    setMode(closed, "---------");
    assumeThat(Files.isReadable(closed)).isFalse();
    Files.delete(worktree.resolve("gone.txt"));
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    CheckoutChanges slow =
        onceTaken(() -> {
          Files.writeString(taken(), "mine\n");
          setMode(taken(), "---------");
        });

    ChangeOutcome outcome = slow.execute(repository, kept);

    assertThat(outcome.why()).contains("taken");
    setMode(checkout.resolve("gone.txt"), "rw-r--r--");
    assertThat(read("gone.txt")).isEqualTo("mine\n");
    assertThat(stage()).doesNotExist();
  }

  @Test
  void whatCannotGoBackStaysWhereItIsAndIsNamed() throws Exception {
    String file = "n".repeat(250);
    user.write(file, "long\n").commit("a name that takes nothing behind it");
    begin();
    agent.write(file, "changed\n");
    KeptPlan kept = changes.keep(repository, change(), plan()::requireSame);
    CheckoutChanges slow =
        onceTaken(() -> {
          Files.writeString(taken(), "mine\n");
          Files.writeString(checkout.resolve(file), "mine too\n");
        });

    ChangeOutcome outcome = slow.execute(repository, kept);

    assertThat(outcome.why()).contains(taken().toString());
    assertThat(read(file)).isEqualTo("mine too\n");
    assertThat(taken()).hasContent("mine\n");
    assertThat(outcome.aside()).containsExactly(taken());
    ChangeOutcome again = changes.execute(repository, kept);
    assertThat(again.why()).contains(taken().toString());
    assertThat(again.aside()).containsExactly(taken());
    assertThat(taken()).hasContent("mine\n");

    Files.move(taken(), checkout.resolve("mine.txt"));
    assertThat(obstacles(plan())).isEqualTo(Map.of(file, Why.EDITED_SINCE));
    user.git("checkout", "--quiet", "--", file);
    assertThat(apply().isComplete()).isTrue();
    assertThat(read(file)).isEqualTo("changed\n");
  }

  private void kill(Meanwhile meanwhile, KeptPlan kept) {
    CheckoutChanges mortal =
        onceTaken(() -> {
          meanwhile.run();
          throw new IllegalStateException("killed");
        });
    assertThatThrownBy(() -> mortal.execute(repository, kept))
        .isInstanceOf(IllegalStateException.class);
    assertThat(taken()).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm gone.txt; echo changed > text.txt", "rm -r dir; echo file > dir"})
  void planningLeavesWhatAKilledCallHadOutOfTheWay(String script) throws Exception {
    SortedMap<String, String> before = everything();
    sh(worktree, script);
    kill(() -> {}, changes.keep(repository, change(), plan()::requireSame));
    SortedMap<String, String> killed = everything();

    ChangePlan again = plan();
    ChangePlan back = changes.planUndo(repository, SESSION);

    assertThat(differences(killed)).isEmpty();
    assertThat(taken()).exists();
    assertThat(again.obstacles()).isEmpty();
    assertThat(back.obstacles()).isEmpty();
    KeptPlan kept = changes.keep(repository, change(), again::requireSame);
    assertThat(changes.execute(repository, kept).isComplete()).isTrue();
    assertThat(plan().needed()).isEmpty();
    kill(() -> {}, changes.keepUndo(repository, changes.planUndo(repository, SESSION)));
    undo();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void planningSeesTheEditInWhatAKilledCallHadOutOfTheWay() throws Exception {
    agent.write("text.txt", "changed\n");
    kill(
        () -> Files.writeString(taken(), "mine\n"),
        changes.keep(repository, change(), plan()::requireSame));

    assertThat(obstacles(plan())).isEqualTo(Map.of("text.txt", Why.EDITED_SINCE));
    assertThat(obstacles(changes.planUndo(repository, SESSION)))
        .isEqualTo(Map.of("text.txt", Why.EDITED_SINCE));
    assertThat(taken()).hasContent("mine\n");
  }
}
