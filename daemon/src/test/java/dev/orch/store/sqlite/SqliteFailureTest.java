package dev.orch.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.Session;
import dev.orch.store.EventFilter;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.SessionStore;
import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.sqlite.file.DatabaseFile;
import dev.orch.store.sqlite.file.KeptConnection;
import dev.orch.store.sqlite.file.Schema;
import dev.orch.store.sqlite.statement.LogTail;
import dev.orch.store.sqlite.statement.SqliteTransactions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when writing fails: by a full disk, by another program's lock, by SIGKILL. */
class SqliteFailureTest {
  private static final int KILLS = 5;

  private final Samples samples = new Samples(4);
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() {
    file = folder.resolve("orch.db");
    SqliteStore.open(file, folder).close();
  }

  @Test
  void aFullDiskKeepsNothingOfTheUnitAndTheNextOneIsKept() throws SQLException {
    Session session = samples.session(Samples.NOON);
    LogTail tail = new LogTail();
    try (DatabaseFile database = DatabaseFile.take(file, folder, Schema.CURRENT);
        SqliteTransactions transactions = new SqliteTransactions(database, tail)) {
      SqliteSessionStore sessions = new SqliteSessionStore(transactions);
      SqliteEventLog events = new SqliteEventLog(transactions, tail);
      for (int round = 0; round < 3; round++) {
        assertThatThrownBy(() ->
                transactions.write(() -> {
                  sessions.insert(samples.session(Samples.NOON));
                  fillTheDisk(transactions);
                  events.append(Samples.said(session, "x".repeat(100_000)));
                }))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessage("no space is left on the device for the database");

        assertThat(sessions.list(SessionStore.Filter.ALL, new Page.Request(9, null)).items())
            .isEmpty();
        assertThat(events.read(EventFilter.ALL, 0, Long.MAX_VALUE, 9)).isEmpty();
      }
      transactions.write(() -> {
        sessions.insert(session);
        events.append(Samples.said(session, "x".repeat(100_000)));
      });
      assertThat(sessions.find(session.id())).contains(session);
      assertThat(events.lastSeq()).isEqualTo(1);
    }
    assertIntegrity();
  }

  @Test
  void aFailureThatIsCaughtInsideTheUnitIsNotKept() throws SQLException {
    Session session = samples.session(Samples.NOON);
    LogTail tail = new LogTail();
    try (DatabaseFile database = DatabaseFile.take(file, folder, Schema.CURRENT);
        SqliteTransactions transactions = new SqliteTransactions(database, tail)) {
      SqliteSessionStore sessions = new SqliteSessionStore(transactions);
      SqliteEventLog events = new SqliteEventLog(transactions, tail);

      assertThatThrownBy(() ->
              transactions.write(() -> {
                fillTheDisk(transactions);
                assertThatThrownBy(() -> events.append(Samples.said(session, "x".repeat(100_000))))
                    .isInstanceOf(StoreUnavailableException.class);
                sessions.insert(session);
              }))
          .isInstanceOf(RuntimeException.class);

      assertThat(sessions.find(session.id())).isEmpty();
    }
    assertIntegrity();
  }

  @Test
  void aConnectionThatIsOpenedWhileTheFileIsAwayMakesNoOther() throws IOException {
    Path aside = folder.resolve("aside.db");
    try (DatabaseFile database = DatabaseFile.take(file, folder, Schema.CURRENT);
        KeptConnection connection = database.connection(KeptConnection.Role.READER)) {
      Files.move(file, aside);

      assertThatThrownBy(connection::handle).isInstanceOf(ConnectionException.class);

      assertThat(file).doesNotExist();
      Files.move(aside, file);
      assertThat(connection.handle().isClosed()).isFalse();
    }
  }

  @Test
  void aForeignWriterIsWaitedFor() throws Exception {
    Session session = samples.session(Samples.NOON);
    try (SqliteStore store = SqliteStore.open(file, folder);
        Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = foreign.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("BEGIN IMMEDIATE");
      Future<?> writing =
          threads.submit(() ->
              store.stores().transactions().write(() -> store.stores().sessions().insert(session)));
      assertThat(writing).failsWithin(Duration.ofMillis(300));
      assertThat(writing.isDone()).isFalse();
      assertThat(store.stores().sessions().find(session.id())).isEmpty();

      statement.execute("COMMIT");

      assertThat(writing).succeedsWithin(Duration.ofSeconds(10));
      assertThat(store.stores().sessions().find(session.id())).contains(session);
    }
  }

  @Test
  void aForeignWriterThatHoldsOnTooLongMakesTheStoreUnavailableAndNoLonger() throws Exception {
    Session session = samples.session(Samples.NOON);
    try (SqliteStore store = SqliteStore.open(file, folder);
        Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = foreign.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> insert(store, session))
          .isInstanceOf(StoreUnavailableException.class);
      statement.execute("COMMIT");

      insert(store, session);

      assertThat(store.stores().sessions().find(session.id())).contains(session);
    }
  }

  @Test
  @Timeout(120)
  void whatWasKeptSurvivesEveryKillAndNothingIsKeptByHalves() throws Exception {
    int kept = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer = startWriter();
      int printed = kept;
      try (BufferedReader out = writer.inputReader()) {
        for (int line = 0; line < 40 + 7 * kill; line++) {
          String count = out.readLine();
          assertThat(count).as("the writer's count, round %d", kill).isNotNull();
          printed = Integer.parseInt(count);
        }
        if (kill == 0) {
          assertThatThrownBy(() -> SqliteStore.open(file, folder))
              .isInstanceOfSatisfying(
                  StoreRefusedException.class,
                  refused ->
                      assertThat(refused.reason()).isEqualTo(StoreRefusedException.Refusal.LOCKED));
        }
        writer.destroyForcibly();
        assertThat(writer.waitFor()).isEqualTo(137);
      }
      assertThat(folder.resolve("driver")).isNotEmptyDirectory();
      kept = countAfterKill();
      assertThat(folder.resolve("driver").toFile().list()).hasSizeLessThanOrEqualTo(2);
      assertThat(kept).isGreaterThanOrEqualTo(printed);
      assertIntegrity();
    }
  }

  /** How many units were kept, having seen that state and log agree. */
  private int countAfterKill() {
    try (SqliteStore store = SqliteStore.open(file, folder)) {
      Session session = new Samples(3).session(Samples.NOON);
      Session found = store.stores().sessions().find(session.id()).orElseThrow();
      int count = found.progress().turnCount();
      assertThat(found.version()).isEqualTo(1 + count);
      assertThat(store.stores().events().lastSeq()).isEqualTo(count);
      assertThat(store.stores().events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 100_000))
          .hasSize(count);
      return count;
    }
  }

  private Process startWriter() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            WritesUntilKilled.class.getName(),
            file.toString(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void insert(SqliteStore store, Session session) {
    store.stores().transactions().write(() -> store.stores().sessions().insert(session));
  }

  /** Until the connection is opened anew the database may not grow by more than a few pages. */
  private static void fillTheDisk(SqliteTransactions transactions) {
    transactions.change(handle -> {
      int pages = handle.createQuery("PRAGMA page_count").mapTo(Integer.class).one();
      return handle.execute("PRAGMA max_page_count = " + (pages + 3));
    });
  }

  private void assertIntegrity() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        var verdict = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(verdict.getString(1)).isEqualTo("ok");
    }
  }
}
