package dev.orch.turn;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.LaunchPlan;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.ArtifactPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.event.KeyLine;
import dev.orch.event.MaskedFile;
import dev.orch.event.Redaction;
import dev.orch.event.Secrets;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.StreamName;
import dev.orch.session.Cause;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an agent did into the stores, inside the unit of the caller. All that an agent says
 * goes through {@link #fit} first, so that no secret is kept beside the log either.
 */
final class AgentEventRecorder {
  private static final int LAST_LINE = 200;

  private final Stores stores;
  private final SessionLedger ledger;
  private final Secrets secrets;
  private final ProcessSupervisor supervisor;
  private final RandomIds ids;
  private final InstantSource clock;

  AgentEventRecorder(
      Stores stores,
      SessionLedger ledger,
      Secrets secrets,
      ProcessSupervisor supervisor,
      RandomIds ids,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.secrets = secrets;
    this.supervisor = supervisor;
    this.ids = ids;
    this.clock = clock;
  }

  void record(LiveTurn live, List<AgentEvent> said) {
    Redaction redaction = redaction(live);
    List<AgentEvent> events =
        said.stream().map(event -> fit(inContext(live, event), redaction)).toList();
    for (AgentEvent event : events) {
      record(live, event);
    }
    events.stream()
        .map(AgentEventRecorder::lineOf)
        .flatMap(Optional::stream)
        .reduce((_, later) -> later)
        .ifPresent(line -> keepLastLine(live.session().id(), line));
  }

  /** How a turn ended, fit to be kept. */
  Outcome fit(LiveTurn live, Outcome outcome) {
    return redaction(live).of(outcome);
  }

  /** A line that is understood by nobody may be one of a key, which only its file tells. */
  private AgentEvent inContext(LiveTurn live, AgentEvent event) {
    if (!(event instanceof AgentEvent.Said(AgentPayload.Unrecognized line))) {
      return event;
    }
    OutputSource source = line.source();
    if (source == null) {
      return event;
    }
    StreamName stream = source.stream().equals("err") ? StreamName.ERR : StreamName.OUT;
    MaskedFile printed =
        new MaskedFile(
            supervisor.output(live.run(), stream), secrets.forProject(live.project().id()));
    return new AgentEvent.Said(
        new AgentPayload.Unrecognized(
            new KeyLine(line.text(), source.offset()).shown(printed), source));
  }

  private Redaction redaction(LiveTurn live) {
    return new Redaction(secrets.forProject(live.project().id()));
  }

  /**
   * The names by which an agent finds its requests and its conversation stay as they are; a plan is
   * a file before it comes here.
   */
  private static AgentEvent fit(AgentEvent event, Redaction redaction) {
    return switch (event) {
      case AgentEvent.Said(AgentPayload payload) -> new AgentEvent.Said(redaction.of(payload));
      case AgentEvent.Asked(String key, InputRequest.Question question, OutputSource source) ->
          new AgentEvent.Asked(key, redaction.of(question), source);
      case AgentEvent.Withdrawn(String key, String why, OutputSource source) ->
          new AgentEvent.Withdrawn(key, redaction.text(why), source);
      case AgentEvent.Noticed(LaunchPlan.Notice notice) ->
          new AgentEvent.Noticed(
              new LaunchPlan.Notice(
                  notice.code(),
                  redaction.text(notice.text()),
                  redaction.textIfAny(notice.hint())));
      case AgentEvent.SessionNamed _,
          AgentEvent.SessionForgotten _,
          AgentEvent.AnswerAcknowledged _,
          AgentEvent.MessageAcknowledged _,
          AgentEvent.BackgroundChanged _,
          AgentEvent.PlanShown _ ->
          event;
    };
  }

  private void record(LiveTurn live, AgentEvent event) {
    SessionId id = live.session().id();
    switch (event) {
      case AgentEvent.Said(AgentPayload payload) ->
          ledger.append(
              ledger.require(id),
              live.turn().number(),
              EventType.of(payload),
              actor(live),
              payload);
      case AgentEvent.SessionNamed(String named) ->
          ledger.change(id, s -> s.withProgress(s.progress().withAgentSessionId(named)));
      case AgentEvent.SessionForgotten _ ->
          ledger.change(id, s -> s.withProgress(s.progress().withAgentSessionId(null)));
      case AgentEvent.Asked asked -> ask(live, asked);
      case AgentEvent.Withdrawn withdrawn -> withdraw(live, withdrawn);
      case AgentEvent.AnswerAcknowledged(String key) ->
          stores
              .inputRequests()
              .findByKey(id, live.turn().number(), key)
              .ifPresent(request -> stores.inputRequests().acknowledge(request.id()));
      case AgentEvent.MessageAcknowledged(String messageId) -> deliver(live, messageId);
      case AgentEvent.BackgroundChanged(AgentEvent.Activity activity) ->
          changeActivity(id, reason(activity));
      case AgentEvent.Noticed noticed ->
          ledger.warn(
              id, noticed.notice().code(), noticed.notice().text(), noticed.notice().hint());
      case AgentEvent.PlanShown _ -> {}
    }
  }

  private static Actor actor(LiveTurn live) {
    return new Actor(Actor.Kind.AGENT, live.adapter().id().value());
  }

  private void ask(LiveTurn live, AgentEvent.Asked asked) {
    Session session = ledger.require(live.session().id());
    boolean known =
        stores
            .inputRequests()
            .findByKey(session.id(), live.turn().number(), asked.key())
            .isPresent();
    if (known) {
      return;
    }
    InputRequest request =
        new InputRequest(
            ids.next(),
            session.id(),
            live.turn().number(),
            asked.key(),
            asked.question(),
            InputRequest.Status.OPEN,
            null,
            clock.instant());
    stores.inputRequests().insert(request);
    long requested =
        ledger.append(
            session,
            live.turn().number(),
            EventType.INPUT_REQUESTED,
            actor(live),
            new InputPayload.Requested(
                request.id(),
                asked.question().kind().wireName(),
                asked.question().title(),
                asked.question().detail(),
                asked.question().options()));
    ledger.observe(
        session.id(),
        SessionTrigger.AGENT_ASKED,
        Cause.of(actor(live), oldestOpen(session.id()), asked.question().title())
            .toldBy(requested)
            .seenAt(asked.source()));
  }

  private @Nullable Reason oldestOpen(SessionId id) {
    return stores.inputRequests().listOpen(id).stream()
        .findFirst()
        .map(request -> request.question().kind().reason())
        .orElse(null);
  }

  private void withdraw(LiveTurn live, AgentEvent.Withdrawn withdrawn) {
    SessionId id = live.session().id();
    Optional<InputRequest> request =
        stores
            .inputRequests()
            .findByKey(id, live.turn().number(), withdrawn.key())
            .filter(found -> found.status() == InputRequest.Status.OPEN);
    if (request.isEmpty()) {
      return;
    }
    long told = ledger.withdraw(ledger.require(id), request.get(), actor(live), withdrawn.why());
    Reason left = oldestOpen(id);
    if (left == null) {
      ledger.observe(
          id,
          SessionTrigger.AGENT_CONTINUED,
          Cause.of(actor(live), Reason.WORKING).toldBy(told).seenAt(withdrawn.source()));
    } else {
      ledger.reason(id, left);
    }
  }

  private void deliver(LiveTurn live, String messageId) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    stores
        .followUps()
        .findOffered(id, number, messageId)
        .ifPresent(message -> {
          stores.followUps().deliver(message.id(), number, clock.instant());
          ledger.append(
              ledger.require(id),
              number,
              EventType.FOLLOW_UP_DELIVERED,
              actor(live),
              new FollowUpPayload.Delivered(message.id(), number));
        });
  }

  /** Why a session runs whose agent does this. */
  static Reason reason(AgentEvent.Activity activity) {
    return switch (activity) {
      case WORKING -> Reason.WORKING;
      case BACKGROUND -> Reason.BACKGROUND;
    };
  }

  /** Another reason for running; a session that waits or has ended keeps its own. */
  void changeActivity(SessionId id, Reason reason) {
    Session session = ledger.require(id);
    if (reason.fits(session.state())) {
      ledger.reason(id, reason);
    }
  }

  /** Lists a file that was written. */
  void listArtifact(LiveTurn live, Artifact artifact) {
    stores.artifacts().insert(artifact);
    Artifact.Content content = artifact.content();
    ledger.append(
        ledger.require(artifact.session()),
        live.turn().number(),
        EventType.ARTIFACT_CREATED,
        Actor.DAEMON,
        new ArtifactPayload.Created(
            artifact.id(),
            artifact.kind().wireName(),
            content.name(),
            content.sizeBytes(),
            content.sha256(),
            content.mediaType()));
  }

  private static Optional<String> lineOf(AgentEvent event) {
    return switch (event) {
      case AgentEvent.Said(AgentPayload.Message message) when message.subagent() == null ->
          firstLine(message.text());
      case AgentEvent.Said(AgentPayload.ToolStarted tool) when tool.subagent() == null ->
          firstLine(tool.tool() + ": " + tool.summary());
      case AgentEvent.Said _,
          AgentEvent.SessionNamed _,
          AgentEvent.SessionForgotten _,
          AgentEvent.Asked _,
          AgentEvent.Withdrawn _,
          AgentEvent.AnswerAcknowledged _,
          AgentEvent.MessageAcknowledged _,
          AgentEvent.BackgroundChanged _,
          AgentEvent.Noticed _,
          AgentEvent.PlanShown _ ->
          Optional.empty();
    };
  }

  private static Optional<String> firstLine(String text) {
    return text.strip().lines().findFirst().filter(line -> !line.isBlank());
  }

  private void keepLastLine(SessionId id, String line) {
    String cut =
        line.codePointCount(0, line.length()) <= LAST_LINE
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LAST_LINE));
    ledger.change(id, session -> session.withProgress(session.progress().withLastLine(cut)));
  }
}
