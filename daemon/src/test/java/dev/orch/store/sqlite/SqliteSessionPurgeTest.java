package dev.orch.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.Receipt;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.store.EventFilter;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.search.SqliteSearchIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was said is left of a session that was deleted. */
class SqliteSessionPurgeTest {
  private static final String CANARY = "canary7f3q";

  /** Where rows of a deleted session stay, less what anybody said. */
  private static final Set<String> KEPT = Set.of("event", "command", "trash_entry");

  /** {@link SqliteSearchIndex#forget} takes its rows out. */
  private static final String OF_THE_INDEX = "searched_session";

  @TempDir Path folder;
  private SqliteStore store;
  private Stores stores;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyTableWithASessionIsPurged() throws SQLException {
    List<String> forgotten = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("orch.db"));
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                """
                SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c
                WHERE m.type = 'table' AND c.name = 'session_id'
                """)) {
      while (tables.next()) {
        String table = tables.getString(1);
        boolean purged =
            SqliteSessionPurge.ROWS.stream()
                .anyMatch(s -> s.startsWith("DELETE FROM " + table + " "));
        if (!purged && !table.equals(OF_THE_INDEX) && !KEPT.contains(table)) {
          forgotten.add(table);
        }
      }
    }
    assertThat(forgotten).isEmpty();
  }

  @Test
  void onlyStepsAreLeftAndNothingOfItInTheFiles() throws IOException {
    Session session = new Samples(1).session(Samples.NOON);
    String id = session.id().value();
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.commands().insert(saying(session));
          stores.turns().insert(Samples.turn(session.id(), 1));
          append(
              session,
              EventType.SESSION_CREATED,
              new SessionPayload.Created(
                  "c", "claude", "plan", CANARY, CANARY, null, null, CANARY));
          append(session, EventType.AGENT_MESSAGE, new AgentPayload.Message(CANARY, null, null));
          append(
              session,
              EventType.SESSION_FAILED,
              new SessionPayload.Step(
                  "running", "failed", "agent_failed", "agent_error", CANARY, null, null));
          stores
              .receipts()
              .insert(
                  new Receipt(
                      "k",
                      "h",
                      201,
                      "{\"id\":\"%s\",\"prompt\":\"%s\"}".formatted(id, CANARY),
                      Samples.NOON));
        });

    stores.transactions().write(() -> stores.purge().forget(session.id()));
    stores.purge().settle();

    List<Event> left =
        stores.events().read(EventFilter.of(session.id(), null), 0, Long.MAX_VALUE, 10);
    assertThat(left)
        .extracting(event -> event.fact().type())
        .containsExactly(EventType.SESSION_CREATED, EventType.SESSION_FAILED);
    assertThat(stores.turns().list(session.id())).isEmpty();
    assertThat(stores.receipts().find("k")).get().matches(Receipt::isDeleted);
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).as("%s", file).doesNotContain(CANARY);
      }
    }
  }

  @Test
  void whatAnotherReaderKeepsInTheLogGoesBehindTheNextCopy() throws Exception {
    Session session = new Samples(1).session(Samples.NOON);
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          append(session, EventType.AGENT_MESSAGE, new AgentPayload.Message(CANARY, null, null));
        });
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("orch.db"));
        Statement reading = other.createStatement()) {
      reading.execute("BEGIN");
      reading.executeQuery("SELECT count(*) FROM session").close();
      stores.transactions().write(() -> stores.purge().forget(session.id()));
      stores.purge().settle();
      assertThat(log()).isNotEmpty();
    }

    store.copyTo(Files.createFile(folder.resolve("copy.db")));

    assertThat(log()).isEmpty();
  }

  private byte[] log() throws IOException {
    return Files.readAllBytes(folder.resolve("orch.db-wal"));
  }

  private static Command saying(Session session) {
    return new Command(
        session.assignment().command(),
        CANARY,
        new Command.Wanted.Work("claude", "plan", "p", CANARY, CANARY, CANARY, CANARY, CANARY),
        session.assignment().project(),
        Command.Source.CLI,
        new Command.Result.Accepted(session.id()),
        Samples.NOON);
  }

  @Test
  void whatTheSessionRefusedIsForgottenAndItsLifeIsKept() {
    Session session = new Samples(1).session(Samples.NOON);
    String id = session.id().value();
    Command whole = refused("c1", id);
    Command beginning = refused("c2", id.substring(0, 4));
    Command other = refused("c3", "zzz" + id.substring(3));
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          Stream.of(whole, beginning, other).forEach(stores.commands()::insert);
          stores
              .events()
              .append(
                  new NewEvent(
                      EventType.COMMAND_REJECTED,
                      Samples.NOON,
                      session.assignment().project(),
                      null,
                      0,
                      Actor.DAEMON,
                      new CommandPayload.Rejected("c1", "worktree_unusable", CANARY, CANARY)));
          live(session);
        });

    stores.transactions().write(() -> stores.purge().forget(session.id()));

    assertThat(stores.commands().find(other.id())).contains(other);
    for (Command mine : List.of(whole, beginning)) {
      Command left = stores.commands().find(mine.id()).orElseThrow();
      assertThat(left.toString()).doesNotContain(CANARY).contains("worktree_unusable");
    }
    assertThat(stores.events().read(EventFilter.of(session.id(), null), 0, Long.MAX_VALUE, 10))
        .extracting(event -> event.fact().payload())
        .containsExactly(
            new SessionPayload.Queued("start", "global", 1, 2),
            new SessionPayload.Warned("artifacts_incomplete", "", null),
            new SessionPayload.WarningCleared("artifacts_incomplete", ""));
    assertThat(stores.events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 10).toString())
        .doesNotContain(CANARY);
  }

  private void live(Session session) {
    append(session, EventType.SESSION_QUEUED, new SessionPayload.Queued("start", "global", 1, 2));
    append(
        session,
        EventType.SESSION_WARNED,
        new SessionPayload.Warned("artifacts_incomplete", CANARY, CANARY));
    append(
        session,
        EventType.SESSION_WARNING_CLEARED,
        new SessionPayload.WarningCleared("artifacts_incomplete", CANARY));
  }

  private static Command refused(String id, String session) {
    return new Command(
        new CommandId(id),
        "tell %s %s".formatted(session, CANARY),
        new Command.Wanted.Act(SessionAction.FOLLOW_UP, session, CANARY),
        new ProjectId("pppppppppp"),
        Command.Source.CLI,
        new Command.Result.Rejected("worktree_unusable", CANARY, CANARY),
        Samples.NOON);
  }

  @Test
  void whyAnEarlierDeleteWasNotDoneIsForgottenToo() {
    Session session = new Samples(1).session(Samples.NOON);
    Operation abandoned =
        new Operation(
            "o000000001",
            Operation.Kind.DELETE,
            session.assignment().project(),
            session.id(),
            new Operation.Plan("{}", "hash"),
            new Operation.Asked(Actor.DAEMON, "k", Samples.NOON),
            new Operation.Progress(Operation.Stage.STOPPING, null, null));
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.operations().insert(abandoned);
          stores.operations().fail(abandoned.id(), CANARY, Samples.NOON);
        });

    stores.transactions().write(() -> stores.purge().forget(session.id()));

    assertThat(stores.operations().findByReceipt("k").flatMap(Operation::failure))
        .get()
        .asString()
        .doesNotContain(CANARY);
  }

  @Test
  void theAnswerToAnEditedMessageIsForgottenToo() {
    Session session = new Samples(1).session(Samples.NOON);
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          append(session, EventType.FOLLOW_UP_KEPT, new FollowUpPayload.Kept("f1", CANARY, "auto"));
          stores.receipts().insert(edited("k1", "f1"));
          stores.receipts().insert(edited("k2", "f2"));
        });

    stores.transactions().write(() -> stores.purge().forget(session.id()));

    assertThat(stores.receipts().find("k1")).get().matches(Receipt::isDeleted);
    assertThat(stores.receipts().find("k2")).contains(edited("k2", "f2"));
  }

  @Test
  void theAnswersOfOtherSessionsStay() {
    Session session = new Samples(1).session(Samples.NOON);
    String waiting = "{\"id\":\"b\",\"queued\":{\"running\":[\"%s\"]}}".formatted(session.id());
    String naming = "{\"id\":\"b\",\"prompt\":\"go on as %s did\"}".formatted(session.id());
    String about = "{\"id\":\"c\",\"session\":{\"id\":\"%s\"}}".formatted(session.id());
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.receipts().insert(new Receipt("waiting", "h", 201, waiting, Samples.NOON));
          stores.receipts().insert(new Receipt("naming", "h", 201, naming, Samples.NOON));
          stores.receipts().insert(new Receipt("about", "h", 201, about, Samples.NOON));
        });

    stores.transactions().write(() -> stores.purge().forget(session.id()));

    assertThat(stores.receipts().find("waiting").map(Receipt::body)).contains(waiting);
    assertThat(stores.receipts().find("naming").map(Receipt::body)).contains(naming);
    assertThat(stores.receipts().find("about")).get().matches(Receipt::isDeleted);
  }

  private static Receipt edited(String key, String message) {
    String body = "{\"id\":\"%s\",\"message\":\"%s\"}".formatted(message, CANARY);
    return new Receipt(key, "h", 200, body, Samples.NOON);
  }

  private void append(Session session, EventType type, EventPayload payload) {
    stores
        .events()
        .append(
            new NewEvent(
                type,
                Samples.NOON,
                session.assignment().project(),
                session.id().value(),
                1,
                Actor.DAEMON,
                payload));
  }
}
