package dev.orch.event;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.ArtifactPayload;
import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.ProjectPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.WorktreePayload;
import org.jspecify.annotations.Nullable;

/**
 * Makes a payload fit for the log: what people, agents and programs wrote loses its secrets and is
 * then cut. Ids, paths, branches and the words of our own vocabulary stay as they are, for readers
 * look things up by them.
 */
final class PayloadRedaction {
  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int LONGEST_LINE = 1024;
  // Together with the line above it, a tool call stays within what one event may carry.
  private static final int LONGEST_INPUT = LONGEST_TEXT - 2 * LONGEST_LINE;

  private final Redactor redactor;

  PayloadRedaction(Redactor redactor) {
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
      case WorktreePayload worktree -> worktree;
    };
  }

  private AgentPayload of(AgentPayload payload) {
    return switch (payload) {
      case AgentPayload.Message it ->
          new AgentPayload.Message(text(it.text()), it.subagent(), it.source());
      case AgentPayload.Thinking it ->
          new AgentPayload.Thinking(text(it.text()), it.subagent(), it.source());
      case AgentPayload.ToolStarted it ->
          new AgentPayload.ToolStarted(
              it.toolId(),
              line(it.tool()),
              line(it.summary()),
              cut(it.input(), LONGEST_INPUT),
              it.subagent(),
              it.source());
      case AgentPayload.ToolFinished it ->
          new AgentPayload.ToolFinished(
              it.toolId(), it.failed(), text(it.text()), it.subagent(), it.source());
      case AgentPayload.Plan it -> new AgentPayload.Plan(text(it.text()), it.source());
      case AgentPayload.Usage it -> it;
      case AgentPayload.RateLimited it ->
          new AgentPayload.RateLimited(
              it.attempt(), it.status(), text(it.text()), it.retryInMs(), it.source());
      case AgentPayload.Failed it ->
          new AgentPayload.Failed(it.kind(), text(it.text()), it.source());
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
              line(it.title()),
              it.branch(),
              it.baseRef(),
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
      case SessionPayload.StopRequested it -> it;
      case SessionPayload.ReasonChanged it -> it;
      case SessionPayload.Warned it ->
          new SessionPayload.Warned(it.code(), text(it.text()), textIfAny(it.hint()));
    };
  }

  private InputPayload of(InputPayload payload) {
    return switch (payload) {
      case InputPayload.Requested it ->
          new InputPayload.Requested(
              it.requestId(),
              it.kind(),
              line(it.title()),
              text(it.detail()),
              it.options().stream().map(this::line).toList());
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
      case FollowUpPayload.Delivered it -> it;
    };
  }

  private CommandPayload of(CommandPayload payload) {
    return switch (payload) {
      case CommandPayload.Received it -> it;
      case CommandPayload.Rejected it ->
          new CommandPayload.Rejected(it.commandId(), it.problem(), text(it.detail()));
      case CommandPayload.Dispatched it -> it;
    };
  }

  private ProjectPayload of(ProjectPayload payload) {
    return switch (payload) {
      case ProjectPayload.Registered it ->
          new ProjectPayload.Registered(it.slug(), line(it.name()), it.path());
      case ProjectPayload.Updated it -> it;
    };
  }

  private @Nullable String textIfAny(@Nullable String text) {
    return text == null ? null : text(text);
  }

  private String text(String text) {
    return cut(text, LONGEST_TEXT);
  }

  private String line(String text) {
    return cut(text, LONGEST_LINE);
  }

  /** Takes the secrets out first: the cut must not leave half of one. */
  private String cut(String text, int bytes) {
    return Utf8.cut(redactor.redact(text), bytes);
  }
}
