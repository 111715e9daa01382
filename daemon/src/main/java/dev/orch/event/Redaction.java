package dev.orch.event;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.ArtifactPayload;
import dev.orch.api.event.CheckoutPayload;
import dev.orch.api.event.CleanupPayload;
import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.CommentsPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.ProjectPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TrashPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Makes fit to be kept what people, agents and programs wrote: it loses its secrets and is then
 * cut. Every text of an agent is one of these, be it only the name of a tool or the id of a call.
 * Our own ids, paths, branches and the words of our own vocabulary stay as they are, for readers
 * look things up by them. What went through it once it does not change again.
 */
public final class Redaction {
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int LONGEST_LINE = 1024;
  private static final int LONGEST_SUMMARY = 200;
  private static final int LONGEST_TITLE = 80;
  private static final int LONGEST_NAME = 256;
  private static final int MOST_LINES = 32;
  // Together with its tool and its summary, a tool call stays within what one event may carry.
  private static final int LONGEST_INPUT = LONGEST_TEXT - 2 * LONGEST_LINE;

  private final Redactor redactor;

  /** With what finds the secrets of the writer's project. */
  public Redaction(Redactor redactor) {
    this.redactor = redactor;
  }

  EventPayload of(EventPayload payload) {
    return switch (payload) {
      case AgentPayload agent -> of(agent);
      case SessionPayload session -> of(session);
      case InputPayload input -> of(input);
      case FollowUpPayload followUp -> of(followUp);
      case CommandPayload command -> of(command);
      case ProjectPayload project -> of(project);
      case TurnPayload turn -> turn;
      case ArtifactPayload artifact -> artifact;
      case DaemonPayload daemon -> daemon;
      case ProcessPayload process -> process;
      case CheckoutPayload checkout -> checkout;
      case CleanupPayload cleanup -> cleanup;
      case TrashPayload trash -> trash;
      case CommentsPayload comments -> comments;
      case WorktreePayload worktree -> of(worktree);
    };
  }

  private WorktreePayload of(WorktreePayload payload) {
    return switch (payload) {
      case WorktreePayload.Created it -> it;
      case WorktreePayload.Released it -> it;
      case WorktreePayload.Restored it -> it;
      case WorktreePayload.TeardownFailed it -> new WorktreePayload.TeardownFailed(text(it.why()));
      case WorktreePayload.SetupFinished it ->
          new WorktreePayload.SetupFinished(
              it.attempt(),
              it.outcome(),
              it.exitCode(),
              it.durationMs(),
              text(it.output()),
              it.log());
    };
  }

  /** What an agent said, for the log. */
  public AgentPayload of(AgentPayload payload) {
    return switch (payload) {
      case AgentPayload.Message it ->
          new AgentPayload.Message(text(it.text()), nameIfAny(it.subagent()), it.source());
      case AgentPayload.Thinking it ->
          new AgentPayload.Thinking(text(it.text()), nameIfAny(it.subagent()), it.source());
      case AgentPayload.ToolStarted it ->
          new AgentPayload.ToolStarted(
              name(it.toolId()),
              line(it.tool()),
              brief(it.summary(), LONGEST_SUMMARY),
              cut(it.input(), LONGEST_INPUT),
              it.asks(),
              nameIfAny(it.subagent()),
              it.source());
      case AgentPayload.ToolFinished it ->
          new AgentPayload.ToolFinished(
              name(it.toolId()),
              it.failed(),
              text(it.text()),
              nameIfAny(it.subagent()),
              it.source());
      case AgentPayload.Plan it -> new AgentPayload.Plan(text(it.text()), it.source());
      case AgentPayload.Usage it ->
          new AgentPayload.Usage(it.usage(), nameIfAny(it.model()), it.source());
      case AgentPayload.RateLimited it ->
          new AgentPayload.RateLimited(
              it.attempt(), it.status(), text(it.text()), it.retryInMs(), it.source());
      case AgentPayload.Failed it ->
          new AgentPayload.Failed(name(it.kind()), text(it.text()), it.source());
      case AgentPayload.Unrecognized it ->
          new AgentPayload.Unrecognized(text(it.text()), it.source());
    };
  }

  private SessionPayload of(SessionPayload payload) {
    return switch (payload) {
      case SessionPayload.Created it ->
          new SessionPayload.Created(
              it.commandId(),
              it.agent(),
              it.action(),
              title(it.title()),
              it.branch(),
              nameIfAny(it.baseRef()),
              it.baseCommit(),
              it.worktreePath());
      case SessionPayload.Step it ->
          new SessionPayload.Step(
              it.from(),
              it.to(),
              it.trigger(),
              it.reason(),
              textIfAny(it.detail()),
              it.source(),
              it.causedBy());
      case SessionPayload.Queued it -> it;
      case SessionPayload.StopRequested it -> it;
      case SessionPayload.ReasonChanged it -> it;
      case SessionPayload.Warned it ->
          new SessionPayload.Warned(it.code(), text(it.text()), textIfAny(it.hint()));
      case SessionPayload.WarningCleared it ->
          new SessionPayload.WarningCleared(it.code(), text(it.text()));
    };
  }

  private InputPayload of(InputPayload payload) {
    return switch (payload) {
      case InputPayload.Requested it ->
          new InputPayload.Requested(
              it.requestId(),
              it.kind(),
              brief(it.title(), LONGEST_SUMMARY),
              text(it.detail()),
              it.options().stream().limit(MOST_LINES).map(this::line).toList());
      case InputPayload.Answered it ->
          new InputPayload.Answered(
              it.requestId(), it.decision(), textIfAny(it.option()), textIfAny(it.text()));
      case InputPayload.Withdrawn it -> new InputPayload.Withdrawn(it.requestId(), text(it.why()));
    };
  }

  private FollowUpPayload of(FollowUpPayload payload) {
    return switch (payload) {
      case FollowUpPayload.Kept it ->
          new FollowUpPayload.Kept(it.followUpId(), text(it.message()), it.mode());
      case FollowUpPayload.Edited it ->
          new FollowUpPayload.Edited(it.followUpId(), text(it.message()));
      case FollowUpPayload.Delivered it -> it;
      case FollowUpPayload.Withdrawn it -> it;
    };
  }

  private CommandPayload of(CommandPayload payload) {
    return switch (payload) {
      case CommandPayload.Received it ->
          new CommandPayload.Received(
              it.commandId(), nameIfAny(it.agent()), nameIfAny(it.action()), it.source());
      case CommandPayload.Rejected it ->
          new CommandPayload.Rejected(
              it.commandId(), it.problem(), text(it.detail()), textIfAny(it.hint()));
      case CommandPayload.Dispatched it -> it;
    };
  }

  private ProjectPayload of(ProjectPayload payload) {
    return switch (payload) {
      case ProjectPayload.Registered it ->
          new ProjectPayload.Registered(it.slug(), line(it.name()), it.path());
      case ProjectPayload.Updated it -> it;
      case ProjectPayload.Removed it -> it;
    };
  }

  /** What an agent asks, whole: a person decides by it. */
  public InputRequest.Question of(InputRequest.Question question) {
    return new InputRequest.Question(
        question.kind(),
        brief(question.title(), LONGEST_SUMMARY),
        redactor.redact(question.detail()),
        question.options().stream().map(redactor::redact).toList());
  }

  /** How a turn ended; the sentence and the evidence may be an agent's. */
  public Outcome of(Outcome outcome) {
    return new Outcome(
        outcome.verdict(),
        outcome.by(),
        outcome.reason(),
        textIfAny(outcome.detail()),
        outcome.evidence().stream().limit(MOST_LINES).map(this::line).toList());
  }

  /** A text of any length that is reasonable; null if there is none. */
  public @Nullable String textIfAny(@Nullable String text) {
    return text == null ? null : text(text);
  }

  /** A text of any length that is reasonable. */
  public String text(String text) {
    return cut(text, LONGEST_TEXT);
  }

  /** The line that names a session. */
  public String title(String title) {
    return brief(title, LONGEST_TITLE);
  }

  private String brief(String text, int characters) {
    String redacted = redactor.redact(text);
    return redacted.codePointCount(0, redacted.length()) <= characters
        ? redacted
        : redacted.substring(0, redacted.offsetByCodePoints(0, characters - 1)) + "…";
  }

  private String line(String text) {
    return cut(text, LONGEST_LINE);
  }

  private @Nullable String nameIfAny(@Nullable String name) {
    return name == null ? null : name(name);
  }

  private String name(String name) {
    return cut(name, LONGEST_NAME);
  }

  /** Takes the secrets out first: the cut must not leave half of one. */
  private String cut(String text, int bytes) {
    return Utf8.cut(redactor.redact(text), bytes);
  }
}
