package dev.orch.store.sqlite.file;

import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreRefusedException.Refusal;
import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * A database that is ours, at the schema that was asked for, and locked against every other process
 * until it is closed.
 *
 * @param stateFolder canonical; the one that the file is for
 * @param identity of the file itself, whatever its name
 */
public record DatabaseFile(Path path, Path stateFolder, Object identity, Ownership ownership)
    implements AutoCloseable {

  /**
   * Takes the file, makes it if it is not there, and migrates it if its schema is an older one;
   * then a copy of it stands beside it. What is refused is left as it is.
   *
   * @throws StoreRefusedException if this process must not open the file
   * @throws StoreUnavailableException if it cannot be read or written
   */
  public static DatabaseFile take(Path file, Path stateFolder, Schema schema) {
    Path path = file.toAbsolutePath().normalize();
    Path folder = canonical(stateFolder);
    Inspection.refuseForeign(path);
    makeFolder(path);
    Ownership ownership = Ownership.take(path, folder);
    boolean prepared = false;
    try {
      DriverLibrary.unpackIn(folder);
      prepare(path, folder, schema);
      DatabaseFile database = new DatabaseFile(path, folder, identityOf(path), ownership);
      prepared = true;
      return database;
    } finally {
      if (!prepared) {
        ownership.close();
      }
    }
  }

  /**
   * Makes sure that a file with nothing in it is a new one. Changes nothing.
   *
   * @param usual the one that is taken where none is named
   * @param runs in which there is something once the database knew of a session
   * @throws StoreRefusedException if the database is lost
   */
  public static void requireNotLost(Path file, Path usual, Path runs) {
    if (Inspection.isNew(file) && holdsSomething(runs)) {
      throw new StoreRefusedException(
          Refusal.LOST,
          "%s is %s, and %s"
              .formatted(
                  file,
                  Files.exists(file) ? "empty" : "missing",
                  file.equals(usual)
                      ? runs + " shows that sessions were in it"
                      : "the sessions of %s are in another database, if they were not in this one"
                          .formatted(runs)));
    }
  }

  private static boolean holdsSomething(Path folder) {
    if (!Files.exists(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be read".formatted(folder), e);
    }
  }

  /** A connection to it, not opened yet. */
  public KeptConnection connection(KeptConnection.Role role) {
    return new KeptConnection(path, role);
  }

  /**
   * Makes sure that the file at the path still is the one that was taken: what is written to a
   * deleted one is gone when this process ends.
   */
  public void requireInPlace() {
    if (!Files.exists(path) || !identityOf(path).equals(identity)) {
      throw new StoreUnavailableException(
          "the database was deleted or replaced while this daemon runs: nothing can be kept",
          "put the file, or the state folder, back where it was; or, to begin anew without its"
              + " sessions: orch down, move runs out of the state folder, orch up");
    }
  }

  /**
   * Copies all that is committed; those who work with the file are not held up.
   *
   * @param target there, and empty: its mode stays
   */
  public void copyTo(Path target) {
    requireInPlace();
    DatabaseCopy.write(path, target);
  }

  private static Object identityOf(Path path) {
    try {
      return Objects.requireNonNull(
          Files.readAttributes(path, BasicFileAttributes.class).fileKey(),
          "no file system of Unix");
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be read".formatted(path), e);
    }
  }

  /** Lets go of the lock; all connections are closed before. */
  @Override
  public void close() {
    ownership.close();
  }

  private static void prepare(Path path, Path stateFolder, Schema schema) {
    Inspection.refuseForeign(path);
    Inspection found = new Inspection(0, null);
    if (Inspection.isNew(path)) {
      create(path);
    } else {
      found = Inspection.of(path);
      found.refuseUnless(path, schema, stateFolder);
    }
    if (found.version() < schema.version()) {
      schema.migrate(path, found.version());
    }
  }

  /**
   * Marks an empty file as ours. This happens before the write-ahead log is switched on, so that
   * the mark is in the file's own header from the first moment.
   */
  private static void create(Path path) {
    try {
      if (!Files.exists(path)) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      try (Connection connection = new SQLiteConfig().createConnection(KeptConnection.url(path));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA application_id = " + Inspection.APPLICATION_ID);
      }
    } catch (IOException | SQLException e) {
      throw new StoreUnavailableException("%s cannot be made".formatted(path), e);
    }
  }

  private static void makeFolder(Path path) {
    Path folder = path.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be made".formatted(folder), e);
    }
  }

  private static Path canonical(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
