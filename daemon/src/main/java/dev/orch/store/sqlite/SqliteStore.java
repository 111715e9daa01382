package dev.orch.store.sqlite;

import dev.orch.domain.project.RandomIds;
import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;

/** All stores in one SQLite file that this process alone has open. */
public final class SqliteStore implements AutoCloseable {
  private static final String FIND_INSTALLATION = "SELECT id FROM installation";
  private static final String INSERT_INSTALLATION =
      "INSERT INTO installation (id, state_folder) VALUES (:id, :state_folder)";

  private final Ownership ownership;
  private final SqliteTransactions transactions;
  private final LogTail tail;

  private SqliteStore(Ownership ownership, Path file) {
    this.ownership = ownership;
    this.tail = new LogTail();
    this.transactions = new SqliteTransactions(file, tail);
  }

  /**
   * Opens the file, makes it if it is not there, and migrates it if its schema is an older one;
   * then a copy of it stands beside it. What is refused is left as it is.
   *
   * @param file its folder is made if it is not there
   * @param stateFolder recorded in a new file and compared with the record in an old one
   * @throws StoreRefusedException if the file must not be opened by this process
   * @throws StoreUnavailableException if it cannot be read or written
   */
  public static SqliteStore open(Path file, Path stateFolder) {
    return open(file, stateFolder, Schema.CURRENT);
  }

  static SqliteStore open(Path file, Path stateFolder, Schema schema) {
    Path database = file.toAbsolutePath().normalize();
    Path folder = canonical(stateFolder);
    Inspection.refuseForeign(database);
    makeFolder(database);
    Ownership ownership = Ownership.take(database);
    boolean opened = false;
    try {
      prepare(database, folder, schema);
      SqliteStore store = new SqliteStore(ownership, database);
      store.begin(folder);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        ownership.close();
      }
    }
  }

  /** All stores; each may be used by any thread until {@link #close}. */
  public Stores stores() {
    return new Stores(
        transactions,
        new SqliteProjectStore(transactions),
        new SqliteCommandStore(transactions),
        new SqliteSessionStore(transactions),
        new SqliteTurnStore(transactions),
        new SqliteOutboxStore(transactions),
        new SqliteFollowUpStore(transactions),
        new SqliteInputRequestStore(transactions),
        new SqliteArtifactStore(transactions),
        new SqliteReceiptStore(transactions),
        new SqliteEventLog(transactions, tail));
  }

  /** Names this installation for as long as its database lives. */
  public String installationId() {
    return transactions.query(SqliteStore::findInstallation).orElseThrow();
  }

  /** Waits for the units that run, closes the file and lets go of its lock. May be called twice. */
  @Override
  public void close() {
    transactions.close();
    ownership.close();
  }

  private static void prepare(Path database, Path stateFolder, Schema schema) {
    Inspection.refuseForeign(database);
    Inspection found = new Inspection(0, null);
    if (Inspection.isNew(database)) {
      create(database);
    } else {
      found = Inspection.of(database);
      found.refuseUnless(database, schema, stateFolder);
    }
    if (found.version() < schema.version()) {
      schema.migrate(database, found.version());
    }
  }

  private void begin(Path stateFolder) {
    transactions.write(() -> {
      if (transactions.query(SqliteStore::findInstallation).isEmpty()) {
        transactions.change(handle ->
            handle
                .createUpdate(INSERT_INSTALLATION)
                .bind("id", new RandomIds(new SecureRandom()).next())
                .bind("state_folder", stateFolder.toString())
                .execute());
      }
    });
    tail.committed(transactions.query(SqliteEventLog::lastSeq));
  }

  private static Optional<String> findInstallation(Handle handle) {
    return handle.createQuery(FIND_INSTALLATION).mapTo(String.class).findOne();
  }

  /**
   * Marks an empty file as ours. This happens before the write-ahead log is switched on, so that
   * the mark is in the file's own header from the first moment.
   */
  private static void create(Path database) {
    try {
      if (!Files.exists(database)) {
        Files.createFile(
            database,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      try (Connection connection =
              new SQLiteConfig().createConnection(KeptConnection.url(database));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA application_id = " + Inspection.APPLICATION_ID);
      }
    } catch (IOException | SQLException e) {
      throw new StoreUnavailableException("%s cannot be made".formatted(database), e);
    }
  }

  private static void makeFolder(Path database) {
    Path folder = database.getParent();
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
