package dev.orch.worktree.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.worktree.WorktreeFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminFolderTest {
  private Path all;
  private Path victims;
  private Path worktree;
  private AdminFolder admin;

  @BeforeEach
  void oneOfOursAndOneOfSomebodyElse(@TempDir Path temp) throws IOException {
    Path real = temp.toRealPath();
    all = real.resolve("repository/.git/worktrees");
    victims = real.resolve("victims");
    worktree = Files.createDirectories(real.resolve("s-1"));
    admin = new AdminFolder(made(all.resolve("s-1")));
    made(victims.resolve("s-1"));
    Files.writeString(worktree.resolve(".git"), "gitdir: " + admin.path() + "\n");
  }

  @Test
  void nothingIsLeftOfWhatIsRemoved() {
    admin.remove();
    admin.remove();

    assertThat(all).isEmptyDirectory();
  }

  @Test
  void aLinkInThePlaceOfTheFolderGoesAndNotWhatItLeadsTo() throws IOException {
    swap(admin.path(), victims.resolve("s-1"));

    admin.remove();

    assertThat(all).isEmptyDirectory();
    assertVictimIsWhole();
  }

  @Test
  void noLinkIsFollowedOnTheWayToTheFolder() throws IOException {
    swap(all, victims);

    assertThatThrownBy(admin::remove).isInstanceOf(WorktreeFailedException.class);

    assertVictimIsWhole();
  }

  @Test
  void noLinkIsFollowedToALock() throws IOException {
    swap(admin.path(), victims.resolve("s-1"));

    assertThatThrownBy(() -> admin.arrive(worktree)).isInstanceOf(WorktreeFailedException.class);

    assertVictimIsWhole();
  }

  @Test
  void whatIsWrittenThereIsWhole() {
    admin.lock("first");
    admin.lock("second");

    assertThat(admin.lockReason()).isEqualTo("second");
    assertThat(admin.path()).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void noLinkIsFollowedToWhatIsWritten() throws IOException {
    swap(admin.path(), victims.resolve("s-1"));
    assertThatThrownBy(() -> admin.lock("ours")).isInstanceOf(WorktreeFailedException.class);
    assertThatThrownBy(() -> admin.moveTo(all)).isInstanceOf(WorktreeFailedException.class);
    Files.delete(admin.path());
    made(admin.path());
    swap(all, victims);
    assertThatThrownBy(() -> admin.lock("ours")).isInstanceOf(WorktreeFailedException.class);

    assertVictimIsWhole();
    assertThat(victims.resolve("s-1/locked")).hasContent(AdminFolder.IN_TRASH);
    assertThat(victims.resolve("s-1/gitdir")).hasContent(worktree + "/.git");
  }

  @Test
  void aLinkInTheFolderGoesAndNotWhatItLeadsTo() throws IOException {
    swap(admin.modules(), victims.resolve("s-1"));

    admin.remove();

    assertThat(all).isEmptyDirectory();
    assertVictimIsWhole();
  }

  private Path made(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("modules/library"));
    Files.writeString(folder.resolve("gitdir"), worktree.resolve(".git") + "\n");
    Files.writeString(folder.resolve("commondir"), "../..\n");
    Files.writeString(folder.resolve("locked"), AdminFolder.IN_TRASH + "\n");
    return folder;
  }

  private static void swap(Path place, Path victim) throws IOException {
    Files.move(place, victim.resolveSibling("aside"));
    Files.createSymbolicLink(place, victim);
  }

  private void assertVictimIsWhole() {
    assertThat(victims.resolve("s-1")).isDirectoryContaining("glob:**/gitdir");
    assertThat(victims.resolve("s-1")).isDirectoryContaining("glob:**/commondir");
    assertThat(victims.resolve("s-1")).isDirectoryContaining("glob:**/locked");
    assertThat(victims.resolve("s-1/modules/library")).isDirectory();
  }
}
