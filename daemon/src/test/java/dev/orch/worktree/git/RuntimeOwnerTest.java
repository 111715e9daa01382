package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryRefusedException.Refusal;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.OwnersRights;
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

  @Test
  void anOwnerThatCannotBeReadIsInTheWay() throws Exception {
    Path owner = Files.createFile(Files.createDirectory(folder.resolve(".orch")).resolve("owner"));
    OwnersRights.permit(owner, "---------");

    assertThatItIsInTheWay(owner);
  }

  @Test
  void whatIsNoFileAtTheOwnersPlaceIsInTheWay() throws Exception {
    Path owner = Files.createDirectories(folder.resolve(".orch/owner"));
    assertThatItIsInTheWay(owner);

    Files.delete(owner);
    Files.createSymbolicLink(owner, Path.of("nowhere"));
    assertThatItIsInTheWay(owner);
  }

  private void assertThatItIsInTheWay(Path owner) throws Exception {
    RuntimeFolder ours = new RuntimeFolder(".orch", new Installation("ours", folder.resolve("s")));
    RuntimeOwner place = new RuntimeOwner(folder.resolve(".orch"), "owner");

    RepositoryRefusedException refused =
        OwnersRights.call(() ->
            catchThrowableOfType(RepositoryRefusedException.class, () -> place.require(ours)));

    assertThat(refused.reason()).isEqualTo(Refusal.FOLDER_IN_THE_WAY);
    assertThat(refused).hasMessageContaining(owner.toString());
  }
}
