package dev.orch.store.sqlite.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * A connection that stays open and, once it broke, is opened anew: after a full disk or a failed
 * read SQLite has rolled back by itself, and the driver's statements and its idea of a transaction
 * stay wrong for ever. Used by one thread at a time.
 */
public final class KeptConnection implements AutoCloseable {
  public static final int BUSY_TIMEOUT_MS = 5000;

  /** Of each connection at most: rows of a large table stand in pages far from each other. */
  private static final int CACHE_KIB = 16 * 1024;

  /** What a connection is for. */
  public enum Role {
    WRITER(SQLiteConfig.SynchronousMode.FULL, "PRAGMA query_only = OFF"),
    READER(SQLiteConfig.SynchronousMode.NORMAL, "PRAGMA query_only = ON");

    private final SQLiteConfig.SynchronousMode synchronous;
    private final String guard;

    Role(SQLiteConfig.SynchronousMode synchronous, String guard) {
      this.synchronous = synchronous;
      this.guard = guard;
    }
  }

  private final Role role;
  private final Jdbi jdbi;
  private @Nullable Handle handle;

  /** Of the open connection, by their text. */
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  KeptConnection(Path file, Role role) {
    this.role = role;
    this.jdbi = Jdbi.create(() -> config(role).createConnection(url(file)));
    jdbi.setStatementBuilderFactory(_ -> new KeptStatements());
  }

  /** What every connection to the file is opened with. */
  static SQLiteConfig config(Role role) {
    SQLiteConfig config = new SQLiteConfig();
    // A file that was moved away must not be found again as an empty one.
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(role.synchronous);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // SQLite takes a negative number for KiB.
    config.setCacheSize(-CACHE_KIB);
    config.enforceForeignKeys(true);
    // What is deleted, or moved by the search index, must not stay readable in free pages.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return config;
  }

  static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }

  /** Opens it if it is not open. */
  public Handle handle() {
    Handle open = handle;
    if (open == null) {
      open = jdbi.open();
      open.execute(role.guard);
      handle = open;
    }
    return open;
  }

  /** A statement that stays prepared for as long as the connection is open. */
  public PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = handle().getConnection().prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** Lets go of it, whatever state it is in; the next {@link #handle} opens it anew. */
  public void discard() {
    Handle broken = handle;
    handle = null;
    prepared.clear();
    if (broken != null) {
      closeQuietly(broken.getConnection());
    }
  }

  @Override
  public void close() {
    discard();
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was given up because it is broken; that closing says so once more changes nothing.
      return;
    }
  }
}
