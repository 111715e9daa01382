package dev.orch.store.sqlite;

import dev.orch.store.StoreUnavailableException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One transaction on one connection, and what became of it. Used by one thread. */
final class Unit {

  /** How a transaction begins. */
  enum Kind {
    WRITING("BEGIN IMMEDIATE"),
    READING("BEGIN DEFERRED");

    private final String begin;

    Kind(String begin) {
      this.begin = begin;
    }
  }

  private final KeptConnection connection;
  private final Kind kind;
  private boolean broken;
  private long appended;

  Unit(KeptConnection connection, Kind kind) {
    this.connection = connection;
    this.kind = kind;
  }

  boolean isWriting() {
    return kind == Kind.WRITING;
  }

  /** Whether its connection must not be used again. */
  boolean isBroken() {
    return broken;
  }

  /** The number of the newest event it appended; 0 if none. */
  long appended() {
    return appended;
  }

  /** Remembers that an event was appended, so that the commit wakes those who wait for it. */
  void appended(long seq) {
    appended = seq;
  }

  void begin() {
    run(handle -> handle.execute(kind.begin));
  }

  /** Keeps what was done. */
  void commit() {
    if (broken) {
      throw new IllegalStateException("a failure of the database was caught inside the unit");
    }
    run(handle -> handle.execute("COMMIT"));
  }

  /** Undoes what was done; a connection that cannot do that is broken. */
  void rollBack() {
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
  <T extends @Nullable Object> T run(Function<Handle, T> statements) {
    try {
      return statements.apply(connection.handle());
    } catch (JdbiException e) {
      throw translated(e);
    }
  }

  private RuntimeException translated(JdbiException failure) {
    SQLiteException cause = sqliteCause(failure);
    if (cause == null) {
      return failure;
    }
    return switch (primary(cause.getResultCode())) {
      case SQLITE_CONSTRAINT -> new IllegalStateException(cause.getMessage(), failure);
      case SQLITE_ERROR, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_MISMATCH -> failure;
      default -> {
        broken = true;
        yield new StoreUnavailableException(String.valueOf(cause.getMessage()), failure);
      }
    };
  }

  private static @Nullable SQLiteException sqliteCause(JdbiException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return sqlite;
      }
    }
    return null;
  }

  /** SQLite's extended codes carry the primary one in their low byte. */
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }
}
