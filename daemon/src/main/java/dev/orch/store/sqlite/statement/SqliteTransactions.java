package dev.orch.store.sqlite.statement;

import dev.orch.store.StoreClosedException;
import dev.orch.store.Transactions;
import dev.orch.store.sqlite.file.DatabaseFile;
import dev.orch.store.sqlite.file.KeptConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Units of work on one connection that writes and a few that read. The unit of a thread is a scoped
 * value, so that every store of the same database joins it without being handed anything.
 */
public final class SqliteTransactions implements Transactions, AutoCloseable {
  private static final int READERS = 4;
  private static final String CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";

  private final ScopedValue<Unit> current = ScopedValue.newInstance();
  private final DatabaseFile file;
  private final LogTail tail;

  /** Held by the thread whose unit writes; guards {@code writer}. First come, first served. */
  private final ReentrantLock writing = new ReentrantLock(true);

  private final KeptConnection writer;

  /** One permit for each connection in {@code idle}. */
  private final Semaphore readers = new Semaphore(READERS, true);

  /** The readers nobody uses; guarded by itself. */
  private final Deque<KeptConnection> idle = new ArrayDeque<>();

  /** Whether the log beside the file holds what should be out of it; guarded by {@code writing}. */
  private boolean logIsOwed;

  /** Set once, under {@code writing} and with all permits of {@code readers} taken. */
  private volatile boolean closed;

  public SqliteTransactions(DatabaseFile file, LogTail tail) {
    this.file = file;
    this.tail = tail;
    this.writer = file.connection(KeptConnection.Role.WRITER);
    for (int i = 0; i < READERS; i++) {
      idle.push(file.connection(KeptConnection.Role.READER));
    }
  }

  @Override
  public <T> T write(Supplier<T> work) {
    if (current.isBound()) {
      throw new IllegalStateException("a unit that writes was begun inside another unit");
    }
    writing.lock();
    try {
      refuseIfClosed();
      file.requireInPlace();
      Unit unit = new Unit(writer, Unit.Kind.WRITING);
      T result = perform(unit, writer, work);
      tail.committed(unit.appended());
      return result;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void requireFile() {
    file.requireInPlace();
  }

  @Override
  public <T> T read(Supplier<T> work) {
    if (current.isBound()) {
      return work.get();
    }
    return onReader(reader -> perform(new Unit(reader, Unit.Kind.READING), reader, work));
  }

  /** Runs statements that only read: in the unit of this thread, or alone. */
  public <T extends @Nullable Object> T query(Function<Handle, T> statements) {
    if (current.isBound()) {
      return current.get().run(statements);
    }
    return onReader(reader -> {
      Unit alone = new Unit(reader, Unit.Kind.READING);
      try {
        return alone.run(statements);
      } finally {
        discardIfBroken(alone, reader);
      }
    });
  }

  /** Runs statements that change something: only in a unit that writes. */
  public <T extends @Nullable Object> T change(Function<Handle, T> statements) {
    return writingUnit().run(statements);
  }

  /** As {@link #change}, for a statement that stays prepared. */
  public <T> T changePrepared(String sql, Unit.PreparedWork<T> work) {
    return writingUnit().runPrepared(sql, work);
  }

  /** Remembers that the unit of this thread appended an event. */
  public void appended(long seq) {
    writingUnit().appended(seq);
  }

  /**
   * Takes what was committed out of the log beside the file, which is empty then. Where somebody
   * else reads the file, as a copy of it does, it stays, and nobody waits: {@link #emptyLogIfOwed}.
   */
  public void emptyLog() {
    if (current.isBound()) {
      throw new IllegalStateException("the log cannot be emptied inside a unit");
    }
    writing.lock();
    readers.acquireUninterruptibly(READERS);
    try {
      refuseIfClosed();
      logIsOwed = !new Unit(writer, Unit.Kind.WRITING).run(SqliteTransactions::isLogEmptied);
    } finally {
      readers.release(READERS);
      writing.unlock();
    }
  }

  /** Does what {@link #emptyLog} could not do when it was called last; otherwise nothing. */
  public void emptyLogIfOwed() {
    writing.lock();
    try {
      if (logIsOwed) {
        emptyLog();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Nobody can read or write meanwhile, so it does not wait for another program. */
  private static boolean isLogEmptied(Handle handle) {
    handle.execute("PRAGMA busy_timeout = 0");
    try {
      return handle.createQuery(CHECKPOINT).map((row, _) -> row.getInt("busy")).one() == 0;
    } finally {
      handle.execute("PRAGMA busy_timeout = " + KeptConnection.BUSY_TIMEOUT_MS);
    }
  }

  /** Waits for the units that run, then lets go of the file. */
  @Override
  public void close() {
    writing.lock();
    readers.acquireUninterruptibly(READERS);
    try {
      closed = true;
      idle.forEach(KeptConnection::close);
      writer.close();
    } finally {
      readers.release(READERS);
      writing.unlock();
    }
  }

  private Unit writingUnit() {
    if (!current.isBound() || !current.get().isWriting()) {
      throw new IllegalStateException("a change outside of a unit that writes");
    }
    return current.get();
  }

  private <T> T perform(Unit unit, KeptConnection connection, Supplier<T> work) {
    boolean kept = false;
    try {
      unit.begin();
      T result = ScopedValue.where(current, unit).call(work::get);
      unit.commit();
      kept = true;
      return result;
    } finally {
      if (!kept) {
        unit.rollBack();
      }
      discardIfBroken(unit, connection);
    }
  }

  private <T extends @Nullable Object> T onReader(Function<KeptConnection, T> work) {
    readers.acquireUninterruptibly();
    try {
      refuseIfClosed();
      KeptConnection reader = takeIdle();
      try {
        return work.apply(reader);
      } finally {
        giveBack(reader);
      }
    } finally {
      readers.release();
    }
  }

  private KeptConnection takeIdle() {
    synchronized (idle) {
      return idle.pop();
    }
  }

  private void giveBack(KeptConnection reader) {
    synchronized (idle) {
      idle.push(reader);
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new StoreClosedException();
    }
  }

  private static void discardIfBroken(Unit unit, KeptConnection connection) {
    if (unit.isBroken()) {
      connection.discard();
    }
  }
}
