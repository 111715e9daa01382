package dev.orch.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * Makes consistent copies of the database while the daemon works. Each is a new file that nobody
 * ever writes again; what a failure leaves is an unfinished one, whose name says so. Any thread may
 * call it.
 */
public final class BackupService {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final DatabaseCopy database;
  private final InstantSource clock;

  /**
   * Starts nothing.
   *
   * @param folder of the copies; made when it is needed
   */
  public BackupService(Path folder, DatabaseCopy database, InstantSource clock) {
    this.folder = folder;
    this.database = database;
    this.clock = clock;
  }

  /** Writes all that is committed into a file. */
  @FunctionalInterface
  public interface DatabaseCopy {
    /**
     * Copies.
     *
     * @param target there, and empty
     * @throws dev.orch.store.StoreUnavailableException if the database or the disk fails
     */
    void writeTo(Path target);
  }

  /**
   * Makes a copy of what is committed now; called twice it makes two.
   *
   * @return the file, absolute, named by the time
   * @throws UncheckedIOException if the folder cannot be written
   */
  public Path make() {
    try {
      Files.createDirectories(folder, OWNERS_FOLDER);
      Path unfinished = Files.createTempFile(folder, "unfinished-", ".tmp", OWNERS_FILE);
      try {
        database.writeTo(unfinished);
        keep(unfinished);
        return named(unfinished);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes away what a crash left; called while no copy is made. */
  public void deleteUnfinished() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "unfinished-*.tmp")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keep(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A link to a name that is taken fails: nothing is ever written over. */
  private Path named(Path whole) throws IOException {
    String time = NAME.format(clock.instant());
    for (int number = 1; ; number++) {
      String name = "orchestrator-%s%s.db".formatted(time, number == 1 ? "" : "-" + number);
      try {
        return Files.createLink(folder.resolve(name).toAbsolutePath(), whole);
      } catch (FileAlreadyExistsException _) {
        // one of the same second
      }
    }
  }
}
