package dev.orch.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.event.Secrets;
import dev.orch.store.Page;
import dev.orch.store.Samples;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindableTest {
  private static final String SECRET = "hunter2hunter2";

  private final Samples samples = new Samples(3);
  @TempDir Path folder;
  private SqliteStore store;
  private Secrets secrets;
  private Findable findable;
  private Stores stores;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    secrets = new Secrets(store.stores().projects(), () -> Set.of(SECRET));
    findable = new Findable(store.stores(), store.searchIndex(), secrets);
    stores = findable.stores();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void promptsFollowUpsAndMessagesAreFoundFromTheirCommitOn() {
    Session session = insert(stores);
    write(() -> {
      stores.turns().insert(Samples.turn(session.id(), 1));
      stores.events().append(Samples.said(session, "I look at the invoices"));
      stores.events().append(kept(session, "mind the umlauts"));
      stores.events().append(thought(session, "hmm, a labyrinth"));
    });

    assertThat(found("caching")).containsExactly(session);
    assertThat(found("invoices")).containsExactly(session);
    assertThat(found("umlauts")).containsExactly(session);
    assertThat(found("labyrinth")).isEmpty();
  }

  @Test
  void plansQuestionsAndAnswersAreFound() {
    Session session = insert(stores);
    write(() -> {
      append(session, EventType.AGENT_PLAN, new AgentPayload.Plan("first the turnips", null));
      append(
          session,
          EventType.INPUT_REQUESTED,
          new InputPayload.Requested(
              "r1", "question", "Which port?", "eighty or gopher", List.of()));
      append(
          session,
          EventType.INPUT_ANSWERED,
          new InputPayload.Answered("r1", "answer", null, "neither, quince"));
      append(
          session, EventType.INPUT_ANSWERED, new InputPayload.Answered("r2", "allow", null, null));
    });

    assertThat(found("turnips")).containsExactly(session);
    assertThat(found("\"which port\"")).containsExactly(session);
    assertThat(found("gopher")).containsExactly(session);
    assertThat(found("quince")).containsExactly(session);
  }

  @Test
  void whatIsNotCommittedIsNotFound() {
    Session session = insert(stores);
    assertThatThrownBy(() ->
            write(() -> {
              stores.events().append(Samples.said(session, "invoices"));
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(found("invoices")).isEmpty();
  }

  @Test
  void secretsAreNotFoundAndOnesLearnedLaterAreNotShown() {
    Session session = insert(stores);
    write(() -> {
      stores.events().append(Samples.said(session, "the word is " + SECRET + " today"));
      stores.events().append(Samples.said(session, "and later-is-a-secret tomorrow"));
    });
    secrets.learn(Set.of("later-is-a-secret"));

    assertThat(found(SECRET)).isEmpty();
    assertThat(matches("today", session)).containsOnlyKeys(session.id());
    assertThat(requireNonNull(matches("tomorrow", session).get(session.id())).snippet())
        .doesNotContain("later-is-a-secret")
        .contains("tomorrow");
  }

  @Test
  void theSnippetIsALineAroundTheWord() {
    Session session = insert(stores);
    write(() ->
        stores
            .events()
            .append(Samples.said(session, "x ".repeat(300) + "\nthe Needle\n" + "y ".repeat(300))));

    assertThat(requireNonNull(matches("needle", session).get(session.id())).snippet())
        .startsWith("…")
        .contains("the Needle y")
        .endsWith("…")
        .doesNotContain("\n");
  }

  @Test
  void whatIsOlderThanTheIndexIsFilledInByStepsAndOnce() throws SQLException {
    Stores plain = store.stores();
    Session old = insert(plain);
    Session older = insert(plain);
    plain
        .transactions()
        .write(() -> {
          plain.turns().insert(Samples.turn(old.id(), 1));
          for (int i = 0; i < 450; i++) {
            plain.events().append(Samples.said(old, "message" + i));
          }
          plain.events().append(Samples.said(older, "prehistoric"));
        });
    forgetThatThereWasAnIndex();
    write(() -> {
      stores.turns().insert(Samples.turn(old.id(), 2));
      stores.events().append(Samples.said(old, "newest"));
    });
    assertThat(found("newest")).containsExactly(old);
    assertThat(found("message449")).isEmpty();

    assertThat(findable.fillIn()).isTrue();
    close();
    open();
    int steps = 0;
    while (findable.fillIn()) {
      steps++;
    }

    assertThat(steps).isPositive();
    assertThat(found("message0")).containsExactly(old);
    assertThat(found("message449")).containsExactly(old);
    assertThat(found("prehistoric")).containsExactly(older);
    assertThat(found("caching")).containsExactly(old);
    assertThat(findable.fillIn()).isFalse();
  }

  @Test
  void whatIsForgottenIsNotFilledIn() throws SQLException {
    Stores plain = store.stores();
    Session old = insert(plain);
    plain.transactions().write(() -> plain.events().append(Samples.said(old, "prehistoric")));
    forgetThatThereWasAnIndex();

    write(() -> store.searchIndex().forget(old.id()));

    assertThat(findable.fillIn()).isFalse();
    assertThat(found("prehistoric")).isEmpty();
  }

  /** As the migration leaves a store of an earlier version. */
  private void forgetThatThereWasAnIndex() throws SQLException {
    close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("orch.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM search");
      statement.execute("DELETE FROM searched_session");
      statement.execute(
          """
          INSERT INTO searched_session (session_id, filled_to, fill_until, fill_turns)
          SELECT id, 0, (SELECT MAX(seq) FROM event), 1 FROM session
          """);
    }
    open();
  }

  private Session insert(Stores into) {
    Session session = samples.session(Samples.NOON);
    into.transactions().write(() -> into.sessions().insert(session));
    return session;
  }

  private void write(Runnable work) {
    stores.transactions().write(work);
  }

  private List<Session> found(String typed) {
    SessionStore.Filter filter =
        new SessionStore.Filter(null, Set.of(), null, null, SearchQuery.read(typed));
    return stores.sessions().list(filter, new Page.Request(50, null)).items();
  }

  private Map<SessionId, Findable.Found> matches(String typed, Session session) {
    return findable.found(
        SearchQuery.read(typed),
        Map.of(session.id(), secrets.forProject(session.assignment().project())));
  }

  private void append(Session session, EventType type, EventPayload payload) {
    stores.events().append(event(session, type, payload));
  }

  private static NewEvent kept(Session session, String message) {
    return event(
        session, EventType.FOLLOW_UP_KEPT, new FollowUpPayload.Kept("f-1", message, "auto"));
  }

  private static NewEvent thought(Session session, String text) {
    return event(session, EventType.AGENT_THINKING, new AgentPayload.Thinking(text, null, null));
  }

  private static NewEvent event(Session session, EventType type, EventPayload payload) {
    return new NewEvent(
        type,
        Samples.NOON,
        session.assignment().project(),
        session.id().value(),
        1,
        Actor.DAEMON,
        payload);
  }
}
