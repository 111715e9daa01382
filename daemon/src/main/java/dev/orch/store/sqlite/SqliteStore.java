package dev.orch.store.sqlite;

import dev.orch.domain.project.RandomIds;
import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import dev.orch.store.figures.FigureStore;
import dev.orch.store.search.SearchIndex;
import dev.orch.store.sqlite.file.DatabaseFile;
import dev.orch.store.sqlite.file.Schema;
import dev.orch.store.sqlite.search.SqliteSearchIndex;
import dev.orch.store.sqlite.statement.LogTail;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All stores in one SQLite file that this process alone has open. */
public final class SqliteStore implements AutoCloseable {
  private static final String FIND_INSTALLATION = "SELECT id FROM installation";
  private static final String INSERT_INSTALLATION =
      "INSERT INTO installation (id, state_folder) VALUES (:id, :state_folder)";

  private final DatabaseFile file;
  private final LogTail tail;
  private final SqliteTransactions transactions;

  private SqliteStore(DatabaseFile file) {
    this.file = file;
    this.tail = new LogTail();
    this.transactions = new SqliteTransactions(file, tail);
  }

  /**
   * Opens the file, makes it if it is not there, and migrates it if its schema is an older one;
   * then a copy of it stands beside it. What is refused is left as it is.
   *
   * @param file its folder is made if it is not there
   * @param stateFolder recorded in a new file and compared with the record in an old one
   * @throws StoreRefusedException if this process must not open the file
   * @throws StoreUnavailableException if it cannot be read or written
   */
  public static SqliteStore open(Path file, Path stateFolder) {
    DatabaseFile taken = DatabaseFile.take(file, stateFolder, Schema.CURRENT);
    boolean opened = false;
    try {
      SqliteStore store = new SqliteStore(taken);
      store.begin();
      opened = true;
      return store;
    } finally {
      if (!opened) {
        taken.close();
      }
    }
  }

  /**
   * Makes sure that no empty store takes the place of one that is lost: what ran was on record.
   * Changes nothing.
   *
   * @param usual the file that is taken where none is named
   * @param runs the folder in which each session that ran has left something
   * @throws StoreRefusedException if there is nothing in the file, and something in the folder
   */
  public static void requireNotLost(Path file, Path usual, Path runs) {
    DatabaseFile.requireNotLost(file, usual, runs);
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
        new SqliteCommentStore(transactions),
        new SqliteInputRequestStore(transactions),
        new SqliteArtifactStore(transactions),
        new SqliteReceiptStore(transactions),
        new SqliteIssuedTokenStore(transactions),
        new SqliteOperationStore(transactions),
        new SqliteQueueStore(transactions),
        new SqliteLeaseStore(transactions),
        new SqliteReleaseStore(transactions),
        new SqliteTrashStore(transactions),
        new SqliteSessionPurge(transactions),
        new SqliteEventLog(transactions, tail));
  }

  /** What makes texts findable; may be used as {@link #stores} may. */
  public SearchIndex searchIndex() {
    return new SqliteSearchIndex(transactions);
  }

  /** What is counted; may be used as {@link #stores} may. */
  public FigureStore figures() {
    return new SqliteFigureStore(transactions);
  }

  /**
   * Copies all that is committed at this moment; nobody waits for it.
   *
   * @param target there, and empty: its mode stays
   * @throws StoreUnavailableException if the database or the disk fails; the target is unfinished
   */
  public void copyTo(Path target) {
    try {
      file.copyTo(target);
    } finally {
      transactions.emptyLogIfOwed();
    }
  }

  /** The random id that the file was given when it was made. */
  public String installation() {
    return transactions.query(SqliteStore::findInstallation).orElseThrow();
  }

  /** Waits for the units that run, closes the file and lets go of its lock. May be called twice. */
  @Override
  public void close() {
    transactions.close();
    file.close();
  }

  private void begin() {
    boolean isNew = transactions.query(SqliteStore::findInstallation).isEmpty();
    if (isNew) {
      transactions.write(() ->
          transactions.change(handle ->
              handle
                  .createUpdate(INSERT_INSTALLATION)
                  .bind("id", new RandomIds(new SecureRandom()).next())
                  .bind("state_folder", file.stateFolder().toString())
                  .execute()));
    }
    tail.committed(transactions.query(SqliteEventLog::lastSeq));
  }

  private static Optional<String> findInstallation(Handle handle) {
    return handle.createQuery(FIND_INSTALLATION).mapTo(String.class).findOne();
  }
}
