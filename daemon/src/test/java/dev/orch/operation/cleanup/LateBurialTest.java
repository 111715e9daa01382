package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.operation.PlanJson;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.WorktreeDirtyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What is put into a worktree after it was looked at, and that git would not tell of. */
class LateBurialTest extends BurialBench {

  @Test
  void whatGitIgnoresAndRepositoriesThatComeAreKeptToo() {
    Kept kept = kept();
    Burial meanwhile = meanwhile("give up the worktree", this::write);

    endedAnywhere(() -> meanwhile.bury(SESSION, kept, false));

    assertThat(request.path()).doesNotExist();
    assertThat(user.git("worktree", "list").lines()).hasSize(1);
    burial.restore(SESSION, kept);
    assertThat(request.path().resolve(".env")).hasContent("KEY=1");
    assertThat(request.path().resolve(".env.later")).hasContent("KEY=2");
    assertThat(request.path().resolve("deep/.env")).hasContent("KEY=3");
    GitRepository late = user.in(request.path().resolve("late/.env"));
    assertThat(late.git("log", "--format=%s")).contains("late work");
  }

  private void write() {
    its.write(".env", "KEY=2").write("deep/.env", "KEY=3");
    try {
      GitRepository late = user.in(Files.createDirectories(request.path().resolve("late/.env")));
      late.git("init", "--quiet");
      late.commit("late work");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The trash is on another disk. */
  private Kept unmovable(boolean whole) {
    Kept planned = of(whole ? 0 : 1, whole, false);
    return planned.losing(burial.findLost(SESSION, planned));
  }

  @Test
  void whatWasAgreedToGoesWhereItCannotBeMoved() {
    Kept kept = unmovable(false);

    endedAnywhere(() -> burial.bury(SESSION, kept, false));

    assertThat(request.path()).doesNotExist();
    assertThat(kept.files()).doesNotExist();
  }

  @Test
  void whatComesAfterThatKeepsAWorktreeThatCannotBeMoved() {
    Kept kept = unmovable(false);
    Burial meanwhile = meanwhile("give up the worktree", this::write);

    assertThatThrownBy(() -> meanwhile.bury(SESSION, kept, false))
        .isInstanceOf(WorktreeDirtyException.class)
        .hasMessageContainingAll(".env", "deep/.env", "late/.env");

    assertThat(request.path().resolve(".env")).hasContent("KEY=2");
    assertThat(user.in(request.path().resolve("late/.env")).git("log", "--format=%s"))
        .contains("late work");
    assertThat(status()).contains("new.txt");
  }

  @Test
  void whatIsWrittenWhereNoDaemonIsThereKeepsItToo() {
    Kept kept = unmovable(false);
    buryUntil("preserve", kept);
    write();

    assertThatThrownBy(() -> burial.bury(SESSION, kept, false))
        .isInstanceOf(WorktreeDirtyException.class);

    assertThat(request.path().resolve("deep/.env")).hasContent("KEY=3");
  }

  @Test
  void whatComesIntoAFolderThatIsTakenWholeKeepsThatToo() throws IOException {
    Files.delete(request.path().resolve(".git"));
    Kept kept = unmovable(true);
    Burial meanwhile = meanwhile("move the folder", () -> its.write("deep/late.txt", "late work"));

    assertThatThrownBy(() -> meanwhile.bury(SESSION, kept, false))
        .isInstanceOf(WorktreeDirtyException.class)
        .hasMessageContaining("deep/late.txt");

    assertThat(request.path().resolve("deep/late.txt")).hasContent("late work");
  }

  /** As a daemon has left it that did not write down what is lost. */
  @Test
  void aPlanOfBeforeIsCarriedOutStill() {
    String text = PlanJson.write(of(1, false, false));
    Kept kept = PlanJson.read(text.replace(",\"terms\":null", ""), Kept.class);
    write();

    burial.bury(SESSION, kept, false);

    assertThat(text).contains(",\"terms\":null");
    assertThat(request.path()).doesNotExist();
  }
}
