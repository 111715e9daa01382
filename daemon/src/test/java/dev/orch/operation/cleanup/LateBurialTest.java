package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
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

  @Test
  void itGoesWhereItWasAgreedThatItGoes() {
    Kept kept = of(1, false, false);
    Burial meanwhile = meanwhile("give up the worktree", this::write);

    meanwhile.bury(SESSION, kept, false);

    assertThat(request.path()).doesNotExist();
    assertThat(kept.files()).doesNotExist();
  }
}
