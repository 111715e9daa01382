package dev.orch.worktree.trash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing but what was meant is removed. */
abstract class SafeRemovalContract {
  private static final int CHAINS = 25;
  private static final int LINKS = 100;

  @TempDir Path folder;
  Path root;
  Path victim;

  abstract SafeRemoval removal(Path below);

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    victim = Files.createDirectory(folder.resolve("victim"));
    Files.writeString(victim.resolve("precious"), "precious");
  }

  @Test
  void aFolderGoesWithAllThatIsInIt() throws IOException {
    Path session = Files.createDirectories(root.resolve("a/b/session"));
    Files.writeString(session.resolve("one"), "12345");
    Files.createDirectories(session.resolve("deep/er"));
    Files.writeString(session.resolve("deep/er/two"), "123");

    assertThat(removal(root).remove(session)).isEqualTo(8);

    assertThat(root.resolve("a/b")).isEmptyDirectory();
    assertThat(removal(root).remove(session)).isZero();
  }

  /** Each is put below another chain, since no path reaches down to its end. */
  @Test
  void howDeepFoldersLieDoesNotMatter() throws IOException {
    Path session = Files.createDirectory(root.resolve("session"));
    for (int chain = 0; chain < CHAINS; chain++) {
      Path above = root.resolve("above");
      Path bottom = Files.createDirectories(above.resolve("d/".repeat(LINKS - 1)));
      Files.writeString(bottom.resolve("f"), "1");
      Files.move(session, bottom.resolve("d"));
      Files.move(above, session);
    }

    assertThat(removal(root).remove(session)).isEqualTo(CHAINS);

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aFolderIsEmptiedButForOneEntry() throws IOException {
    Path worktree = Files.createDirectories(root.resolve("worktree/deep/er")).resolve("../..");
    Files.writeString(worktree.resolve(".git"), "gitdir");
    Files.writeString(worktree.resolve("x".repeat(255)), "12345");
    Files.createSymbolicLink(worktree.resolve("out"), victim);

    removal(root).empty(root.resolve("worktree"), Path.of(".git"));

    assertThat(root.resolve("worktree"))
        .isDirectoryNotContaining(entry -> !entry.endsWith(".git"))
        .isNotEmptyDirectory();
    assertThat(victim.resolve("precious")).hasContent("precious");
  }

  @Test
  void aFileGoes() throws IOException {
    Path log = Files.writeString(root.resolve("s.log"), "12");

    assertThat(removal(root).remove(log)).isEqualTo(2);
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void aLinkGoesAndNeverWhatItLeadsTo() throws IOException {
    Path session = Files.createDirectory(root.resolve("session"));
    Files.createSymbolicLink(session.resolve("out"), victim);
    Files.createSymbolicLink(session.resolve("file"), victim.resolve("precious"));
    Files.createSymbolicLink(session.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(root.resolve("link"), victim);

    removal(root).remove(session);
    removal(root).remove(root.resolve("link"));

    assertThat(root).isEmptyDirectory();
    assertThat(victim.resolve("precious")).hasContent("precious");
  }

  @Test
  void nothingIsRemovedOverALink() throws IOException {
    Files.createDirectory(victim.resolve("session"));
    Files.createSymbolicLink(root.resolve("runs"), victim);

    assertThatThrownBy(() -> removal(root).remove(root.resolve("runs/session")))
        .isInstanceOf(UncheckedIOException.class);
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), victim);
    assertThatThrownBy(() -> removal(linked).remove(linked.resolve("session")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(victim.resolve("session")).isDirectory();
  }

  @Test
  void nothingOutsideOfTheRootIsRemoved() {
    SafeRemoval removal = removal(root);

    assertThatThrownBy(() -> removal.remove(root)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> removal.remove(victim)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> removal.remove(root.resolve("../victim")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> removal.remove(Path.of("root")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> removal(Path.of("/"))).isInstanceOf(IllegalArgumentException.class);
    assertThat(victim.resolve("precious")).exists();
  }

  @Test
  void foldersThatWereMadeReadOnlyGoToo() throws IOException {
    Path closed = Files.createDirectories(root.resolve("session/closed"));
    Files.writeString(closed.resolve("f"), "f");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));

    removal(root).remove(root.resolve("session"));

    assertThat(root).isEmptyDirectory();
  }

  /** The owner cannot look into it, and need not: the daemon may permit it to itself. */
  @Test
  void foldersThatNobodyMayReadGoToo() throws IOException {
    Path closed = Files.createDirectories(root.resolve("session/closed/deep"));
    Files.writeString(closed.resolve("f"), "f");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("--x------"));

    removal(root).remove(root.resolve("session"));

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whatAnEarlierCallHadBegunGoesToo() throws IOException {
    Files.createDirectories(root.resolve(".orch-removing-session/rest"));

    removal(root).remove(root.resolve("session"));

    assertThat(root).isEmptyDirectory();
  }
}
