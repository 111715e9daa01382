package dev.orch.store.sqlite.statement;

import dev.orch.store.StoreUnavailableException;
import dev.orch.store.sqlite.file.KeptConnection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One transaction on one connection, and what became of it. Used by one thread. */
public final class Unit {

  /** How a transaction begins. */
  public enum Kind {
    WRITING("BEGIN IMMEDIATE"),
    READING("BEGIN DEFERRED");

    private final String begin;

    Kind(String begin) {
      this.begin = begin;
    }
  }

  /** What is done with a prepared statement. */
  @FunctionalInterface
  public interface PreparedWork<T> {
    T apply(PreparedStatement statement) throws SQLException;
  }

  private final KeptConnection connection;
  private final Kind kind;
  private boolean broken;
  private long appended;

  public Unit(KeptConnection connection, Kind kind) {
    this.connection = connection;
    this.kind = kind;
  }

  public boolean isWriting() {
    return kind == Kind.WRITING;
  }

  /** Whether its connection must not be used again. */
  public boolean isBroken() {
    return broken;
  }

  /** The number of the newest event it appended; 0 if none. */
  public long appended() {
    return appended;
  }

  /** Remembers that an event was appended, so that the commit wakes those who wait for it. */
  public void appended(long seq) {
    appended = seq;
  }

  public void begin() {
    run(handle -> handle.execute(kind.begin));
  }

  /** Keeps what was done. */
  public void commit() {
    if (broken) {
      throw new IllegalStateException("a failure of the database was caught inside the unit");
    }
    run(handle -> handle.execute("COMMIT"));
  }

  /** Undoes what was done; a connection that cannot do that is broken. */
  public void rollBack() {
    if (!broken) {
      try {
        connection.handle().execute("ROLLBACK");
      } catch (JdbiException e) {
        broken = true;
      }
    }
  }

  /**
   * Runs statements.
   *
   * @throws IllegalStateException if they break a rule of the schema; the unit may go on
   * @throws StoreUnavailableException if the database failed; the unit is lost
   */
  public <T extends @Nullable Object> T run(Function<Handle, T> statements) {
    try {
      return statements.apply(connection.handle());
    } catch (JdbiException e) {
      throw translated(e);
    }
  }

  /** As {@link #run}, past JDBI, for the one statement that is run by the hundred. */
  public <T> T runPrepared(String sql, PreparedWork<T> work) {
    try {
      return work.apply(connection.prepared(sql));
    } catch (SQLException | JdbiException e) {
      throw translated(e);
    }
  }

  private RuntimeException translated(Exception failure) {
    SQLiteErrorCode code = code(failure);
    return switch (code) {
      case SQLITE_CONSTRAINT, SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_MISMATCH ->
          new IllegalStateException(String.valueOf(failure.getMessage()), failure);
      default -> {
        broken = true;
        yield new StoreUnavailableException(words(code), failure);
      }
    };
  }

  /** For whoever asked; the log has the statement. */
  private static String words(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_FULL -> "no space is left on the device for the database";
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program has locked the database";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> "the database cannot be written";
      case SQLITE_CORRUPT, SQLITE_NOTADB -> "the database is damaged";
      case SQLITE_IOERR -> "the disk fails the database";
      default -> "the database fails (%s)".formatted(code.name());
    };
  }

  /** What SQLite said; a failure that does not come from a database at all is a mistake of ours. */
  private static SQLiteErrorCode code(Exception failure) {
    SQLiteErrorCode code = SQLiteErrorCode.SQLITE_ERROR;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return primary(sqlite.getResultCode());
      }
      if (cause instanceof SQLException) {
        code = SQLiteErrorCode.UNKNOWN_ERROR;
      }
    }
    return code;
  }

  /** SQLite's extended codes carry the primary one in their low byte. */
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }
}
