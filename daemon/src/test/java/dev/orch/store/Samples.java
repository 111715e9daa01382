package dev.orch.store;

import dev.orch.api.event.AgentPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.Slug;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/** Values to store; each with an id of its own, times as they are told. */
public final class Samples {
  /** When things happen, unless a test says otherwise. */
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final RandomIds ids;

  /** The same seed gives the same ids. */
  public Samples(long seed) {
    this.ids = new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  public Project project(Instant createdAt) {
    String id = ids.next();
    return new Project(
        new ProjectId(id),
        new Slug(id),
        "Project " + id,
        Path.of("/code", id),
        Path.of("/code", id, ".git"),
        null,
        null,
        ProjectSettings.NONE,
        createdAt,
        createdAt);
  }

  public Command command(ProjectId project, Instant createdAt) {
    return new Command(
        new CommandId(ids.next()),
        null,
        new Command.Wanted.Work("claude", "implement", "shop", null, "add caching", null, null),
        project,
        Command.Source.CLI,
        new Command.Result.Accepted(new SessionId(ids.next())),
        createdAt);
  }

  public Session session(Instant createdAt) {
    return session(new ProjectId(ids.next()), CommandAction.IMPLEMENT, createdAt);
  }

  public Session session(ProjectId project, CommandAction action, Instant createdAt) {
    SessionId id = new SessionId(ids.next());
    return new Session(
        id,
        new Session.Assignment(
            project,
            new CommandId(ids.next()),
            new AgentId("claude"),
            action,
            null,
            "add caching",
            "add caching to the API",
            null),
        new Session.Place(
            "orch/" + id, "main", "c0ffee", null, Path.of("/w", id.value()), Path.of("/runs")),
        new Session.Standing(SessionState.CREATED, null, createdAt, null),
        Session.Progress.NONE,
        new Session.Times(createdAt, null, null, createdAt),
        1);
  }

  /** One that is open on the session's files. */
  public static Operation release(String id, Session session) {
    return new Operation(
        id,
        Operation.Kind.RELEASE,
        session.assignment().project(),
        session.id(),
        new Operation.Plan("{}", "hash"),
        new Operation.Asked(Actor.DAEMON, null, NOON),
        new Operation.Progress(Operation.Stage.WORKING, null, null));
  }

  /** The same session one version on, in another state. */
  public static Session moved(Session session, SessionState state) {
    return new Session(
        session.id(),
        session.assignment(),
        session.place(),
        new Session.Standing(state, null, session.standing().since(), null),
        session.progress(),
        session.times(),
        session.version() + 1);
  }

  public static Turn turn(SessionId session, int number) {
    return new Turn(
        session,
        number,
        TurnKind.START,
        "add caching",
        "m-" + number,
        number == 1 ? null : "f-" + number,
        Turn.Launch.NONE,
        null,
        null);
  }

  public InputRequest inputRequest(SessionId session, String key, Instant at) {
    return new InputRequest(
        ids.next(),
        session,
        1,
        key,
        new InputRequest.Question(
            InputRequest.Kind.APPROVAL, "Bash", "rm -rf build", List.of("yes", "no")),
        InputRequest.Status.OPEN,
        null,
        at);
  }

  public Artifact artifact(Session session, Artifact.Kind kind, Instant createdAt) {
    return new Artifact(
        ids.next(),
        session.id(),
        session.assignment().project(),
        1,
        kind,
        new Artifact.Content("diff.patch", Path.of("/runs/diff.patch"), 12, "00ff", "text/x-patch"),
        "c0ffee",
        null,
        createdAt);
  }

  /** An agent says something. */
  public static NewEvent said(Session session, String text) {
    return new NewEvent(
        EventType.AGENT_MESSAGE,
        NOON,
        session.assignment().project(),
        session.id().value(),
        1,
        new Actor(Actor.Kind.AGENT, "claude"),
        new AgentPayload.Message(text, null, null));
  }
}
