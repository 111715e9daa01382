package dev.orch.artifact;

import dev.orch.api.event.EventPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.store.Stores;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session in real stores, whose events come one second after the other. */
final class SessionScene {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Actor CLAUDE = new Actor(Actor.Kind.AGENT, "claude");
  static final Actor PERSON = new Actor(Actor.Kind.USER, "cli");

  private final Stores stores;
  private final Session session;
  private int seconds;

  private SessionScene(Stores stores, Session session) {
    this.stores = stores;
    this.session = session;
  }

  /** What a session of this id works on; without a base it only reads. */
  static SessionScene of(Stores stores, String id, Path project, @Nullable String base) {
    SessionId sessionId = new SessionId(id);
    Path runtime = project.resolve(".orchestrator");
    Session session =
        new Session(
            sessionId,
            new Session.Assignment(
                new ProjectId("pppppppppp"),
                new CommandId("cccccccccc"),
                new AgentId("claude"),
                base == null ? CommandAction.ANALYZE : CommandAction.IMPLEMENT,
                "sonnet",
                "add retries",
                "add retries",
                null),
            new Session.Place(
                base == null ? null : "orch/claude/p/" + id,
                base == null ? null : "main",
                base,
                null,
                base == null ? project : runtime.resolve("worktrees").resolve(id),
                runtime.resolve("logs").resolve(id + ".log")),
            new Session.Standing(SessionState.RUNNING, null, NOON, null),
            Session.Progress.NONE,
            new Session.Times(NOON, null, null, NOON),
            1);
    stores.transactions().write(() -> stores.sessions().insert(session));
    return new SessionScene(stores, session);
  }

  Session session() {
    return session;
  }

  Path log() {
    return session.place().log();
  }

  Path artifacts() {
    return log().resolveSibling("../artifacts").normalize().resolve(session.id().value());
  }

  Turn turn(int number, String prompt) {
    Turn turn =
        new Turn(
            session.id(),
            number,
            TurnKind.START,
            prompt,
            "m-" + number,
            null,
            Turn.Launch.NONE,
            null,
            null);
    stores.transactions().write(() -> stores.turns().insert(turn));
    return turn;
  }

  long happens(int turn, Actor actor, EventType type, EventPayload payload) {
    Instant at = NOON.plusSeconds(seconds++);
    NewEvent event =
        new NewEvent(
            type, at, session.assignment().project(), session.id().value(), turn, actor, payload);
    return stores.transactions().write(() -> stores.events().append(event));
  }

  void becomes(SessionState state) {
    Session next =
        new Session(
            session.id(),
            session.assignment(),
            session.place(),
            new Session.Standing(state, null, NOON, null),
            session.progress(),
            session.times(),
            session.version() + 1);
    stores
        .transactions()
        .write(() -> {
          if (!stores.sessions().replace(next)) {
            throw new IllegalStateException("changed meanwhile");
          }
        });
  }
}
