package dev.orch.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.figures.FigureStore;
import dev.orch.store.search.SearchIndex;
import dev.orch.store.sqlite.file.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version has written is whole in this one. */
class SqliteMigrationTest {
  private final Samples samples = new Samples(2);
  @TempDir Path folder;

  @Test
  void whatVersionOneKeptIsWhole() throws SQLException {
    Session session = samples.session(Samples.NOON);
    Command command = samples.command(session.assignment().project(), Samples.NOON);
    Path current = folder.resolve("current.db");
    FollowUp followUp;
    try (SqliteStore store = SqliteStore.open(current, folder)) {
      followUp = fill(store.stores(), session, command);
    }
    Path old = folder.resolve("old.db");
    make("1", old, current);

    try (SqliteStore store = SqliteStore.open(old, folder)) {
      Stores stores = store.stores();
      assertThat(stores.sessions().find(session.id())).contains(session);
      assertThat(stores.commands().find(command.id())).contains(command);
      assertThat(stores.followUps().listKept(session.id())).containsExactly(followUp);
      assertThat(stores.transactions().write(() -> stores.followUps().edit("f-1", 1, "b")))
          .isTrue();
    }
    assertThat(Schema.copyOf(old, 1)).exists();
  }

  @Test
  void whatVersionOneSaidCanBeFoundAndWhatItUsedIsCounted() throws SQLException {
    Session session = samples.session(Samples.NOON);
    Path current = folder.resolve("current.db");
    try (SqliteStore store = SqliteStore.open(current, folder)) {
      fill(store.stores(), session, samples.command(session.assignment().project(), Samples.NOON));
      store.stores().transactions().write(() -> run(store.stores(), session));
    }
    Path old = folder.resolve("old.db");
    make("1", old, current);

    try (SqliteStore store = SqliteStore.open(old, folder)) {
      assertThat(store.searchIndex().nextGap())
          .contains(new SearchIndex.Gap(session.id(), 0, 1, 1));
      assertThat(store.figures().usageSince(LocalDate.EPOCH))
          .containsExactly(
              new FigureStore.Share(
                  LocalDate.parse("2026-03-01"),
                  session.assignment().project().value(),
                  "claude",
                  1,
                  new Usage(1, 2, 3, 0.5)));
    }
  }

  @Test
  void whatVersionNineFoundIsFilledInAnew() throws SQLException {
    Session session = samples.session(Samples.NOON);
    Path current = folder.resolve("current.db");
    try (SqliteStore store = SqliteStore.open(current, folder)) {
      fill(store.stores(), session, samples.command(session.assignment().project(), Samples.NOON));
      store.stores().transactions().write(() -> run(store.stores(), session));
    }
    Path old = folder.resolve("old.db");
    make("9", old, current);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO searched_session (number, session_id) VALUES (7, '%s')"
              .formatted(session.id()));
      statement.execute("INSERT INTO search (rowid, text) VALUES ((7 << 36) + 1, 'prehistoric')");
    }

    try (SqliteStore store = SqliteStore.open(old, folder)) {
      SearchIndex index = store.searchIndex();
      SearchQuery query = SearchQuery.read("prehistoric");
      assertThat(index.nextGap()).contains(new SearchIndex.Gap(session.id(), 0, 1, 1));
      assertThat(index.matches(query, List.of(session.id()))).isEmpty();
      SearchIndex.Place place = new SearchIndex.Place.InEvent(1);
      store.stores().transactions().write(() -> index.add(session.id(), place, "prehistoric"));
      assertThat(index.matches(query, List.of(session.id())))
          .containsExactly(new SearchIndex.Match(session.id(), place, "prehistoric"));
    }
  }

  private static void run(Stores stores, Session session) {
    stores.turns().insert(Samples.turn(session.id(), 1));
    stores
        .turns()
        .finish(
            session.id(),
            1,
            new Turn.End(
                new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null, List.of()),
                0,
                new Usage(1, 2, 3, 0.5),
                Samples.NOON));
    stores.events().append(Samples.said(session, "prehistoric"));
  }

  private static FollowUp fill(Stores stores, Session session, Command command) {
    return stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.commands().insert(command);
          return stores
              .followUps()
              .keep("f-1", session.id(), "a", FollowUp.Mode.AUTO, Samples.NOON);
        });
  }

  /** A database of a version with the rows of another one, as far as it has columns for them. */
  private static void make(String version, Path file, Path rows) throws SQLException {
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:dev/orch/store/sqlite")
        .target(version)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = 0x4f524348");
      statement.execute("ATTACH '" + rows + "' AS filled");
      for (String table :
          List.of("installation", "session", "command", "follow_up", "turn", "event")) {
        String columns = String.join(", ", columns(statement, table));
        statement.execute(
            "INSERT INTO main.%1$s (%2$s) SELECT %2$s FROM filled.%1$s".formatted(table, columns));
      }
    }
  }

  private static List<String> columns(Statement statement, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "SELECT name FROM pragma_table_info('%s', 'main')".formatted(table))) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    assertThat(names).isNotEmpty();
    return names;
  }
}
