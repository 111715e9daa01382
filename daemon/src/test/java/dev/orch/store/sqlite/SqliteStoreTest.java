package dev.orch.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.api.event.AgentPayload;
import dev.orch.domain.session.Session;
import dev.orch.store.EventFilter;
import dev.orch.store.Samples;
import dev.orch.store.StoreRefusedException;
import dev.orch.store.StoreRefusedException.Refusal;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.sqlite.file.DatabaseFile;
import dev.orch.store.sqlite.file.Schema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, refusing, migrating. */
class SqliteStoreTest {
  private static final Schema NEXT =
      new Schema(1000, List.of("dev/orch/store/sqlite", "dev/orch/store/sqlite-next"));

  private final Samples samples = new Samples(2);
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("state").resolve("orch.db");
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    Session session = samples.session(Samples.NOON);
    fill(session);

    try (SqliteStore store = open()) {
      assertThat(store.stores().sessions().find(session.id())).contains(session);
      assertThat(store.stores().events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 9)).hasSize(1);
    }
  }

  @Test
  void onlyItsOwnerMayReadTheFile() throws IOException {
    open().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void afterClosingTheFileIsWholeWithoutALog() {
    fill(samples.session(Samples.NOON));

    assertThat(names()).containsExactly("orch.db", "orch.db.lock");
  }

  @Test
  void numbersOfEventsNeverRestartThoughTheNewestIsDeleted() throws SQLException {
    Session session = samples.session(Samples.NOON);
    fill(session);
    execute("DELETE FROM event");

    try (SqliteStore store = open()) {
      assertThat(store.stores().events().lastSeq()).isEqualTo(1);
      long next =
          store
              .stores()
              .transactions()
              .write(() -> store.stores().events().append(Samples.said(session, "again")));
      assertThat(next).isEqualTo(2);
    }
  }

  @Test
  void eventsOfTypesThatThisVersionDoesNotKnowArePassedOverAndKept() throws SQLException {
    Session session = samples.session(Samples.NOON);
    fill(session);
    for (int i = 0; i < 20; i++) {
      execute(
          "INSERT INTO event (type, at_ms, turn, actor_kind, payload)"
              + " VALUES ('moon.landed', 1, 0, 'daemon', '{\"feet\": 3}')");
    }
    fill(samples.session(Samples.NOON));

    try (SqliteStore store = open()) {
      assertThat(store.stores().events().read(EventFilter.ALL, 1, Long.MAX_VALUE, 5))
          .extracting(event -> event.seq())
          .containsExactly(22L);
    }
    assertThat(single("SELECT COUNT(*) FROM event WHERE payload = '{\"feet\": 3}'"))
        .isEqualTo("20");
  }

  @Test
  void fieldsOfAPayloadThatThisVersionDoesNotKnowArePassedOver() throws SQLException {
    fill(samples.session(Samples.NOON));
    execute("UPDATE event SET payload = '{\"text\": \"hi\", \"mood\": {\"level\": 3}}'");

    try (SqliteStore store = open()) {
      assertThat(store.stores().events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 5))
          .extracting(event -> event.fact().payload())
          .containsExactly(new AgentPayload.Message("hi", null, null));
    }
  }

  @Test
  void aSecondOwnerInThisProcessIsRefusedAndToldOfTheFirst() throws IOException {
    try (SqliteStore _ = open()) {
      assertRefused(Refusal.LOCKED);
      assertThatThrownBy(() -> SqliteStore.open(file, folder.resolve("other")))
          .hasMessageContaining("state folder " + folder.toRealPath());
    }
    open().close();
  }

  @Test
  void aFileOfAnotherStateFolderIsRefused() throws IOException {
    fill(samples.session(Samples.NOON));
    Path other = Files.createDirectory(folder.resolve("other"));

    assertUntouched(() ->
        assertThatThrownBy(() -> SqliteStore.open(file, other))
            .isInstanceOfSatisfying(
                StoreRefusedException.class,
                refused -> {
                  assertThat(refused.reason()).isEqualTo(Refusal.OTHER_STATE_FOLDER);
                  assertThat(refused).hasMessageContaining(folder.getFileName().toString());
                }));
  }

  @Test
  void aFileOfANewerVersionIsRefused() throws SQLException {
    fill(samples.session(Samples.NOON));
    execute("PRAGMA user_version = 4711");

    assertUntouched(() -> assertRefused(Refusal.NEWER));
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws Exception {
    Files.createDirectories(file.getParent());
    execute("CREATE TABLE customer (id TEXT)");
    execute("INSERT INTO customer VALUES ('c-1')");

    assertUntouched(() -> assertRefused(Refusal.FOREIGN));
    assertThat(names()).containsExactly("orch.db");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "Dear diary, today I was not a database.");

    assertUntouched(() -> assertRefused(Refusal.FOREIGN));
    assertThat(names()).containsExactly("orch.db");
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    fill(samples.session(Samples.NOON));
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(access.length() - 4096);
    }

    assertUntouched(() -> assertRefused(Refusal.CORRUPT));
  }

  @Test
  void aFileThatEndsInItsHeaderIsRefused() throws IOException {
    fill(samples.session(Samples.NOON));
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(50);
    }

    assertUntouched(() -> assertRefused(Refusal.CORRUPT));
  }

  @Test
  void aFileWithGarbageInAnyPageIsRefused() throws IOException, SQLException {
    fill(samples.session(Samples.NOON));
    execute("VACUUM"); // what migrations left free holds nothing that could be damaged
    byte[] whole = Files.readAllBytes(file);
    byte[] garbage = new byte[4096];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (i * 31 + 7);
    }
    for (int page = 1; page < whole.length / 4096; page++) {
      byte[] damaged = whole.clone();
      System.arraycopy(garbage, 0, damaged, page * 4096, 4096);
      Files.write(file, damaged);

      assertRefused(Refusal.CORRUPT);
      assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }
  }

  @Test
  void anEmptyFileIsTakenForANewOne() throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);

    Session session = samples.session(Samples.NOON);
    fill(session);

    try (SqliteStore store = open()) {
      assertThat(store.stores().sessions().find(session.id())).contains(session);
    }
  }

  @Test
  void anOlderSchemaIsMigratedAndCopiedFirst() throws SQLException, IOException {
    Session session = samples.session(Samples.NOON);
    fill(session);

    DatabaseFile.take(file, folder, NEXT).close();

    assertThat(single("PRAGMA user_version")).isEqualTo("1000");
    assertThat(single("SELECT COUNT(*) FROM moon")).isEqualTo("0");
    assertThat(single("SELECT id FROM session")).isEqualTo(session.id().value());
    assertRefused(Refusal.NEWER);
    Files.copy(
        Schema.copyOf(file, Schema.CURRENT.version()), file, StandardCopyOption.REPLACE_EXISTING);
    try (SqliteStore store = open()) {
      assertThat(store.stores().sessions().find(session.id())).contains(session);
    }
  }

  @Test
  void aMigrationThatFailsLeavesTheOldSchema() throws SQLException {
    Session session = samples.session(Samples.NOON);
    fill(session);
    Schema broken =
        new Schema(1000, List.of("dev/orch/store/sqlite", "dev/orch/store/sqlite-broken"));

    assertThatThrownBy(() -> DatabaseFile.take(file, folder, broken))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(single("SELECT COUNT(*) FROM sqlite_master WHERE name = 'moon'")).isEqualTo("0");
    try (SqliteStore store = open()) {
      assertThat(store.stores().sessions().find(session.id())).contains(session);
    }
  }

  @Test
  void theSchemaIsAsNewAsItsNewestMigration() throws IOException {
    Path migrations = Path.of("src/main/resources/dev/orch/store/sqlite");
    try (Stream<Path> files = Files.list(migrations)) {
      List<Integer> versions =
          files
              .map(migration -> migration.getFileName().toString())
              .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
              .sorted()
              .toList();
      assertThat(versions.getLast()).isEqualTo(Schema.CURRENT.version());
    }
  }

  private SqliteStore open() {
    return SqliteStore.open(file, folder);
  }

  /** Opens the store, writes a session and an event, and closes it. */
  private void fill(Session session) {
    try (SqliteStore store = open()) {
      store
          .stores()
          .transactions()
          .write(() -> {
            store.stores().sessions().insert(session);
            store.stores().events().append(Samples.said(session, "hello"));
          });
    }
  }

  private void assertRefused(Refusal cause) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreRefusedException.class, refused -> assertThat(refused.reason()).isEqualTo(cause))
        .hasMessageContaining(file.toString());
  }

  /** Holds that neither the file nor a log beside it differs afterwards. */
  private void assertUntouched(Runnable attempt) {
    byte[] before = content();
    attempt.run();
    assertThat(content()).isEqualTo(before);
    assertThat(file.resolveSibling("orch.db-wal"))
        .satisfiesAnyOf(
            wal -> assertThat(wal).doesNotExist(), wal -> assertThat(wal).isEmptyFile());
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String single(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      assertThat(found.next()).isTrue();
      return String.valueOf(found.getString(1));
    }
  }
}
