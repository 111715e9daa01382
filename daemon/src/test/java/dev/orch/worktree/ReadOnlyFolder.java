package dev.orch.worktree;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder that nobody can write to while it is open. Root writes wherever permissions forbid it,
 * but not into what the file system calls immutable.
 */
public final class ReadOnlyFolder implements AutoCloseable {
  private final Path folder;
  private final Set<PosixFilePermission> before;

  private ReadOnlyFolder(Path folder, Set<PosixFilePermission> before) {
    this.folder = folder;
    this.before = before;
  }

  /** Skips the test where that cannot be had. */
  public static ReadOnlyFolder make(Path folder) throws IOException {
    ReadOnlyFolder made = new ReadOnlyFolder(folder, Files.getPosixFilePermissions(folder));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (Files.isWritable(folder)) {
      chattr("+i", folder);
    }
    if (Files.isWritable(folder)) {
      made.close();
      assumeTrue(false, "root can write everywhere on this file system");
    }
    return made;
  }

  /** Which. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    chattr("-i", folder);
    Files.setPosixFilePermissions(folder, before);
  }

  /** Only root may, and not everywhere; what came of it is looked at. */
  private static void chattr(String flag, Path folder) {
    try {
      new ProcessBuilder("chattr", flag, folder.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      // There is no such program: permissions are all there is.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
