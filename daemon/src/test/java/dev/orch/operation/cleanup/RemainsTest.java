package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.WorktreeRequest.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told lies in the trash. */
class RemainsTest {
  @TempDir Path folder;

  private Kept kept() {
    return new Kept(
        "t7hq2m9xk4",
        folder.resolve("root/.trash/t7hq2m9xk4").toString(),
        new Kept.Home(folder.resolve("app").toString(), folder.resolve("app/.git").toString()),
        new Kept.Tree(
            folder.resolve("root/app/it").toString(),
            "orch/it",
            "base",
            null,
            false,
            null,
            Standing.ON_BRANCH),
        1,
        true);
  }

  @Test
  void nothingIsToldWhereNothingIs() {
    assertThat(Remains.inTrash(kept())).isEmpty();
  }

  @Test
  void theRepositoriesOfSubmodulesAreToldToo() throws IOException {
    Path first = Files.createDirectories(kept().submodules());
    Path later = Files.createDirectory(first.resolveSibling("modules.later"));
    Path file = Files.createDirectories(kept().files()).resolve(".env");
    Files.writeString(file, "KEY=1");

    assertThat(Remains.inTrash(kept())).containsExactly(file, first, later);
  }

  @Test
  void whatIsHalfRemovedIsToldToo() throws IOException {
    Path entry = Path.of(kept().folder());
    Path half = Files.createDirectories(entry.resolveSibling(".orch-removing-t7hq2m9xk4"));

    assertThat(Remains.inTrash(kept())).containsExactly(half);
  }

  @Test
  void itsFilesAreAllThereWhereNoneWasEver() throws IOException {
    Kept nothing = kept().asFilled(1);
    assertThat(Remains.hasAllFiles(nothing)).isTrue();

    Path entry = Files.createDirectories(Path.of(kept().folder()));
    Kept ofFiles = kept().asFilled(1);
    assertThat(Remains.hasAllFiles(ofFiles)).isTrue();
    assertThat(Remains.hasAllFiles(kept())).isFalse();
    Files.delete(entry);
    assertThat(Remains.hasAllFiles(ofFiles)).isFalse();
  }
}
