package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RuntimeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeOwnerTest {
  @TempDir private Path folder;

  @Test
  void aRuntimeFolderIsOursOnceItWasTakenOrInTheStateFolder() throws IOException {
    RuntimeFolder ours = new RuntimeFolder(".orch", new Installation("ours", folder.resolve("s")));
    RuntimeFolder theirs =
        new RuntimeFolder(".orch", new Installation("theirs", folder.resolve("t")));
    Path place = folder.resolve("project").resolve(".orch");

    assertThat(RuntimeOwner.owns(place, ours)).isFalse();
    Files.createDirectories(place);
    assertThat(RuntimeOwner.owns(place, ours)).isFalse();
    new RuntimeOwner(place, "owner").take(ours);

    assertThat(RuntimeOwner.owns(place, ours)).isTrue();
    assertThat(RuntimeOwner.owns(place, theirs)).isFalse();
    assertThat(RuntimeOwner.owns(folder.resolve("s/projects/x"), ours)).isTrue();
  }
}
