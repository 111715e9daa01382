package dev.orch.store.sqlite.file;

import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreRefusedException.Refusal;
import dev.orch.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * What a file turned out to hold before anything was written to it.
 *
 * @param version of its schema; 0 if it has none yet
 * @param stateFolder the one it was made for, if that is recorded
 */
record Inspection(int version, @Nullable String stateFolder) {
  /** {@code ORCH} in ASCII; marks a database as ours. */
  static final int APPLICATION_ID = 0x4f524348;

  /** A file up to this size is checked page by page: a tenth of a second at most. */
  private static final long CHECKED_BYTES = 32 << 20;

  /** Refuses a file that is there and is not ours. Reads its header only. */
  static void refuseForeign(Path file) {
    if (isNew(file)) {
      return;
    }
    try {
      FileHeader header = FileHeader.read(file);
      if (!header.isSqlite()) {
        throw foreign(file, "is not an SQLite database");
      }
      if (!header.isComplete()) {
        throw corrupt(file, "it ends inside its header");
      }
      if (header.applicationId() != APPLICATION_ID) {
        throw foreign(file, "is the database of another program");
      }
      if (Files.size(file) < header.sizeBytes() && !hasLog(file)) {
        throw corrupt(file, "it is shorter than its header says");
      }
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be read".formatted(file), e);
    }
  }

  /** Whether there is nothing in the file yet. */
  static boolean isNew(Path file) {
    try {
      return !Files.exists(file) || Files.size(file) == 0;
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be read".formatted(file), e);
    }
  }

  /** Looks into a file of ours through a connection that cannot write. */
  static Inspection of(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(KeptConnection.BUSY_TIMEOUT_MS);
    try (Connection connection = config.createConnection(KeptConnection.url(file));
        Statement statement = connection.createStatement()) {
      if (Files.size(file) <= CHECKED_BYTES) {
        String verdict = firstText(statement, "PRAGMA quick_check(1)");
        if (!"ok".equals(verdict)) {
          throw corrupt(file, String.valueOf(verdict));
        }
      }
      int version = Integer.parseInt(String.valueOf(firstText(statement, "PRAGMA user_version")));
      return new Inspection(
          version,
          version == 0 ? null : firstText(statement, "SELECT state_folder FROM installation"));
    } catch (SQLException e) {
      throw isCorruption(e)
          ? corrupt(file, String.valueOf(e.getMessage()))
          : new StoreUnavailableException("%s cannot be opened".formatted(file), e);
    } catch (IOException e) {
      throw new StoreUnavailableException("%s cannot be read".formatted(file), e);
    }
  }

  /** Refuses a file that a newer version wrote, or that was made for another state folder. */
  void refuseUnless(Path file, Schema schema, Path wanted) {
    if (version > schema.version()) {
      throw new StoreRefusedException(
          Refusal.NEWER,
          ("%s was written by a newer version (schema %d, this one speaks %d) and is left as it is;"
                  + " the copy of before would be %s")
              .formatted(file, version, schema.version(), Schema.copyOf(file, schema.version())));
    }
    if (stateFolder != null && !stateFolder.equals(wanted.toString())) {
      throw new StoreRefusedException(
          Refusal.OTHER_STATE_FOLDER,
          "%s belongs to the state folder %s, not to %s, and is left as it is"
              .formatted(file, stateFolder, wanted));
    }
  }

  private static boolean hasLog(Path file) throws IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return Files.exists(log) && Files.size(log) > 0;
  }

  private static @Nullable String firstText(Statement statement, String sql) throws SQLException {
    try (ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getString(1) : null;
    }
  }

  private static boolean isCorruption(SQLException failure) {
    int primary = failure.getErrorCode() & 0xff;
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private static StoreRefusedException foreign(Path file, String what) {
    return new StoreRefusedException(
        Refusal.FOREIGN, "%s %s and is left as it is".formatted(file, what));
  }

  private static StoreRefusedException corrupt(Path file, String what) {
    return new StoreRefusedException(
        Refusal.CORRUPT, "%s is damaged: %s; it is left as it is".formatted(file, what));
  }
}
