package dev.orch.http;

import dev.orch.api.Actor;
import dev.orch.api.ArtifactView;
import dev.orch.api.CommandPreview;
import dev.orch.api.CommandView;
import dev.orch.api.EventView;
import dev.orch.api.Problem;
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.UsageFigures;
import dev.orch.api.project.ProjectView;
import dev.orch.api.session.Evidence;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.OperationView;
import dev.orch.api.session.SessionReason;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.TransitionView;
import dev.orch.api.session.TurnView;
import dev.orch.command.Preview;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.event.Redactor;
import dev.orch.http.exchange.SettingsBody;
import dev.orch.session.NextStep;
import dev.orch.session.SessionRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The domain in the words of the wire, and {@link SessionWire} the rest of it: nobody else
 * translates. What people and agents wrote is stored as it is and masked here.
 */
public final class Wire {
  private Wire() {}

  /**
   * A project.
   *
   * @param available whether its repository is where it was
   * @param network the kind of its file system, if another machine keeps its files
   */
  public static ProjectView project(Project project, boolean available, @Nullable String network) {
    return new ProjectView(
        project.id().value(),
        project.slug().value(),
        project.name(),
        project.path().toString(),
        project.defaultBranch(),
        project.defaultScope(),
        SettingsBody.view(project.settings()),
        available,
        network,
        project.createdAt(),
        project.updatedAt());
  }

  private static @Nullable String textIfAny(@Nullable String text, Redactor masked) {
    return text == null ? null : masked.redact(text);
  }

  /** What a command says, as far as it says it. */
  private record Said(
      @Nullable String agent,
      @Nullable String action,
      @Nullable String scopePath,
      @Nullable String prompt,
      @Nullable String model,
      @Nullable String branch) {

    private static Said of(Command.Wanted wanted) {
      return switch (wanted) {
        case Command.Wanted.Work work ->
            new Said(
                work.agent(),
                work.action(),
                work.scopePath(),
                work.prompt(),
                work.model(),
                work.branch());
        case Command.Wanted.Act act ->
            new Said(null, act.asked().wireName(), null, act.message(), null, null);
        case Command.Wanted.Unread _ -> new Said(null, null, null, null, null, null);
      };
    }
  }

  /** What a command would do. */
  public static CommandPreview preview(Preview preview, Redactor masked) {
    return switch (preview) {
      case Preview.Work(String text, SessionRequest wanted, String branch) ->
          new CommandPreview(
              masked.redact(text),
              wanted.agent().value(),
              wanted.action().wireName(),
              wanted.project().id().value(),
              textIfAny(wanted.scopePath(), masked),
              masked.redact(wanted.prompt()),
              textIfAny(wanted.model(), masked),
              wanted.baseRef(),
              textIfAny(branch, masked),
              null);
      case Preview.Act(String text, SessionAction asked, Session session, String message) ->
          new CommandPreview(
              masked.redact(text),
              null,
              asked.wireName(),
              session.assignment().project().value(),
              null,
              textIfAny(message, masked),
              null,
              null,
              null,
              session.id().value());
    };
  }

  /** A command as it was recorded. */
  public static CommandView command(Command command, Redactor masked) {
    return switch (command.result()) {
      case Command.Result.Accepted(SessionId session) ->
          command(command, CommandView.Status.ACCEPTED, session.value(), null, masked);
      case Command.Result.Rejected rejected ->
          command(
              command,
              CommandView.Status.REJECTED,
              null,
              Problems.stored(
                  rejected.problem(),
                  masked.redact(rejected.detail()),
                  Optional.ofNullable(textIfAny(rejected.hint(), masked))),
              masked);
    };
  }

  private static CommandView command(
      Command command,
      CommandView.Status status,
      @Nullable String session,
      @Nullable Problem problem,
      Redactor masked) {
    Said said = Said.of(command.wanted());
    return new CommandView(
        command.id().value(),
        textIfAny(command.text(), masked),
        textIfAny(said.agent(), masked),
        textIfAny(said.action(), masked),
        command.projectId() == null ? null : command.projectId().value(),
        textIfAny(said.scopePath(), masked),
        textIfAny(said.prompt(), masked),
        textIfAny(said.model(), masked),
        textIfAny(said.branch(), masked),
        same(CommandView.Source.class, command.source()),
        status,
        session,
        problem,
        command.createdAt(),
        null);
  }

  /** A turn. */
  public static TurnView turn(Turn turn, Redactor masked) {
    Optional<Turn.End> end = turn.ended();
    return new TurnView(
        turn.number(),
        same(TurnView.Kind.class, turn.kind()),
        masked.redact(turn.prompt()),
        turn.launch().pid(),
        turn.launch().startedAt(),
        end.map(Turn.End::endedAt).orElse(null),
        end.map(Turn.End::exitCode).orElse(null),
        end.map(one -> outcome(turn.session(), one.outcome(), masked)).orElse(null),
        usage(end.map(Turn.End::usage).orElse(Usage.NONE)));
  }

  private static TurnView.Outcome outcome(SessionId session, Outcome outcome, Redactor masked) {
    Reason reason = outcome.reason();
    return new TurnView.Outcome(
        same(TurnView.Verdict.class, outcome.verdict()),
        same(TurnView.By.class, outcome.by()),
        reason(reason),
        textIfAny(outcome.detail(), masked),
        reason == null ? null : NextStep.after(reason, session).orElse(null),
        outcome.evidence().stream().map(masked::redact).toList());
  }

  /**
   * A message that waits.
   *
   * @param position counted from 1 among those that wait
   */
  public static FollowUpView followUp(FollowUp followUp, int position, Redactor masked) {
    return new FollowUpView(
        followUp.id(),
        masked.redact(followUp.message()),
        same(FollowUpMode.class, followUp.mode()),
        position,
        followUp.createdAt(),
        followUp.version());
  }

  /** Something that an agent waits for. */
  public static InputRequestView inputRequest(InputRequest request, Redactor masked) {
    InputRequest.Question question = request.question();
    Optional<InputRequest.Answer> answer = request.answered();
    return new InputRequestView(
        request.id(),
        request.session().value(),
        same(InputRequestView.Kind.class, question.kind()),
        masked.redact(question.title()),
        masked.redact(question.detail()),
        question.options().stream().map(masked::redact).toList(),
        same(InputRequestView.Status.class, request.status()),
        answer.map(given -> answer(given, masked)).orElse(null),
        request.requestedAt(),
        answer.map(InputRequest.Answer::at).orElse(null),
        null);
  }

  private static InputRequestView.Answer answer(InputRequest.Answer given, Redactor masked) {
    return new InputRequestView.Answer(
        same(InputRequestView.Decision.class, given.decision()),
        textIfAny(given.option(), masked),
        textIfAny(given.text(), masked));
  }

  /** A file that a session left. */
  public static ArtifactView artifact(Artifact artifact) {
    Artifact.Content content = artifact.content();
    return new ArtifactView(
        artifact.id(),
        artifact.session().value(),
        artifact.project().value(),
        same(ArtifactView.Kind.class, artifact.kind()),
        content.name(),
        content.path().toString(),
        content.sizeBytes(),
        content.sha256(),
        content.mediaType(),
        artifact.turn(),
        artifact.baseCommit(),
        artifact.model(),
        artifact.createdAt());
  }

  /** A fact of the log. */
  public static EventView event(Event event) {
    NewEvent fact = event.fact();
    return new EventView(
        event.seq(),
        fact.type().wireName(),
        fact.at(),
        fact.project() == null ? null : fact.project().value(),
        fact.session(),
        fact.turn() == 0 ? null : fact.turn(),
        actor(fact.actor()),
        fact.payload());
  }

  /** A step of the lifecycle; empty for an event that records none. */
  public static Optional<TransitionView> transition(Event event) {
    if (event.fact().payload() instanceof SessionPayload.Step step) {
      return Optional.of(
          new TransitionView(
              event.seq(),
              state(step.from()),
              state(step.to()),
              step.trigger(),
              step.reason() == null
                  ? null
                  : SessionReason.valueOf(step.reason().toUpperCase(Locale.ROOT)),
              evidence(step),
              actor(event.fact().actor()),
              event.fact().at()));
    }
    return Optional.empty();
  }

  private static @Nullable Evidence evidence(SessionPayload.Step step) {
    OutputSource source = step.source();
    if (source != null) {
      return new Evidence(source.turn(), source.stream(), source.offset(), step.causedBy());
    }
    return step.causedBy() == null ? null : new Evidence(null, null, null, step.causedBy());
  }

  /** What was used. */
  public static UsageFigures usage(Usage usage) {
    return new UsageFigures(
        usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens(), usage.costUsd());
  }

  static @Nullable SessionReason reason(@Nullable Reason reason) {
    return reason == null ? null : same(SessionReason.class, reason);
  }

  private static Actor actor(dev.orch.domain.event.Actor actor) {
    return new Actor(same(Actor.Kind.class, actor.kind()), actor.detail());
  }

  private static SessionState state(String wireName) {
    return SessionState.valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** An operation that is open. */
  public static OperationView operation(Operation open) {
    return new OperationView(
        same(OperationView.Kind.class, open.kind()),
        same(OperationView.Stage.class, open.stage()),
        open.asked().at());
  }

  /** The wire's constant of the same name; a test sees to it that there always is one. */
  public static <E extends Enum<E>> E same(Class<E> wire, Enum<?> domain) {
    return Enum.valueOf(wire, domain.name());
  }
}
