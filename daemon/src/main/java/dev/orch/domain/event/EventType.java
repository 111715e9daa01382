package dev.orch.domain.event;

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
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The closed list of event types of this version, with the payload that each carries. */
public enum EventType {
  DAEMON_STARTED("daemon.started", DaemonPayload.Started.class),
  DAEMON_RECOVERED("daemon.recovered", DaemonPayload.Recovered.class),
  DAEMON_STOPPING("daemon.stopping", DaemonPayload.Stopping.class),
  PROJECT_REGISTERED("project.registered", ProjectPayload.Registered.class),
  PROJECT_UPDATED("project.updated", ProjectPayload.Updated.class),
  PROJECT_REMOVED("project.removed", ProjectPayload.Removed.class),
  COMMAND_RECEIVED("command.received", CommandPayload.Received.class),
  COMMAND_REJECTED("command.rejected", CommandPayload.Rejected.class),
  COMMAND_DISPATCHED("command.dispatched", CommandPayload.Dispatched.class),
  SESSION_CREATED("session.created", SessionPayload.Created.class),
  SESSION_QUEUED("session.queued", SessionPayload.Queued.class),
  SESSION_STARTED("session.started", SessionPayload.Step.class),
  SESSION_WAITING("session.waiting", SessionPayload.Step.class),
  SESSION_CONTINUED("session.continued", SessionPayload.Step.class),
  SESSION_FOLLOWED_UP("session.followed_up", SessionPayload.Step.class),
  SESSION_STOP_REQUESTED("session.stop_requested", SessionPayload.StopRequested.class),
  SESSION_RESUMED("session.resumed", SessionPayload.Step.class),
  SESSION_REASON_CHANGED("session.reason_changed", SessionPayload.ReasonChanged.class),
  SESSION_WARNED("session.warned", SessionPayload.Warned.class),
  SESSION_WARNING_CLEARED("session.warning_cleared", SessionPayload.WarningCleared.class),
  SESSION_COMPLETED("session.completed", SessionPayload.Step.class),
  SESSION_FAILED("session.failed", SessionPayload.Step.class),
  SESSION_STOPPED("session.stopped", SessionPayload.Step.class),
  SESSION_ARCHIVED("session.archived", SessionPayload.Step.class),
  SESSION_UNARCHIVED("session.unarchived", SessionPayload.Step.class),
  SESSION_DELETED("session.deleted", SessionPayload.Step.class),
  TURN_STARTED("turn.started", TurnPayload.Started.class),
  TURN_FINISHED("turn.finished", TurnPayload.Finished.class),
  FOLLOW_UP_KEPT("follow_up.kept", FollowUpPayload.Kept.class),
  FOLLOW_UP_EDITED("follow_up.edited", FollowUpPayload.Edited.class),
  FOLLOW_UP_WITHDRAWN("follow_up.withdrawn", FollowUpPayload.Withdrawn.class),
  FOLLOW_UP_DELIVERED("follow_up.delivered", FollowUpPayload.Delivered.class),
  COMMENTS_SENT("comments.sent", CommentsPayload.Sent.class),
  WORKTREE_CREATED("worktree.created", WorktreePayload.Created.class),
  WORKTREE_SETUP_FINISHED("worktree.setup_finished", WorktreePayload.SetupFinished.class),
  WORKTREE_TEARDOWN_FAILED("worktree.teardown_failed", WorktreePayload.TeardownFailed.class),
  WORKTREE_RELEASED("worktree.released", WorktreePayload.Released.class),
  WORKTREE_RESTORED("worktree.restored", WorktreePayload.Restored.class),
  PROCESS_STARTED("process.started", ProcessPayload.Started.class),
  PROCESS_ADOPTED("process.adopted", ProcessPayload.Adopted.class),
  PROCESS_EXITED("process.exited", ProcessPayload.Exited.class),
  PROCESS_LOST("process.lost", ProcessPayload.Lost.class),
  AGENT_MESSAGE("agent.message", AgentPayload.Message.class),
  AGENT_THINKING("agent.thinking", AgentPayload.Thinking.class),
  AGENT_TOOL_STARTED("agent.tool_started", AgentPayload.ToolStarted.class),
  AGENT_TOOL_FINISHED("agent.tool_finished", AgentPayload.ToolFinished.class),
  AGENT_PLAN("agent.plan", AgentPayload.Plan.class),
  AGENT_USAGE("agent.usage", AgentPayload.Usage.class),
  AGENT_RATE_LIMITED("agent.rate_limited", AgentPayload.RateLimited.class),
  AGENT_ERROR("agent.error", AgentPayload.Failed.class),
  AGENT_UNRECOGNIZED("agent.unrecognized", AgentPayload.Unrecognized.class),
  INPUT_REQUESTED("input.requested", InputPayload.Requested.class),
  INPUT_ANSWERED("input.answered", InputPayload.Answered.class),
  INPUT_WITHDRAWN("input.withdrawn", InputPayload.Withdrawn.class),
  ARTIFACT_CREATED("artifact.created", ArtifactPayload.Created.class),
  CHECKOUT_APPLIED("checkout.applied", CheckoutPayload.Applied.class),
  CHECKOUT_APPLY_UNDONE("checkout.apply_undone", CheckoutPayload.ApplyUndone.class),
  CLEANUP_STARTED("cleanup.started", CleanupPayload.Started.class),
  CLEANUP_FINISHED("cleanup.finished", CleanupPayload.Finished.class),
  CLEANUP_FAILED("cleanup.failed", CleanupPayload.Failed.class),
  TRASH_RESTORED("trash.restored", TrashPayload.Restored.class),
  TRASH_EXPIRED("trash.expired", TrashPayload.Expired.class);

  private static final Map<String, EventType> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(EventType::wireName, type -> type));

  private final String wireName;
  private final Class<? extends EventPayload> payload;

  EventType(String wireName, Class<? extends EventPayload> payload) {
    this.wireName = wireName;
    this.payload = payload;
  }

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return wireName;
  }

  /** What its events say. */
  public Class<? extends EventPayload> payload() {
    return payload;
  }

  /** The type of this name, if this version has it. */
  public static Optional<EventType> find(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /** The type of what an agent said or did: each payload of an agent belongs to one type. */
  public static EventType of(AgentPayload payload) {
    return switch (payload) {
      case AgentPayload.Message _ -> AGENT_MESSAGE;
      case AgentPayload.Thinking _ -> AGENT_THINKING;
      case AgentPayload.ToolStarted _ -> AGENT_TOOL_STARTED;
      case AgentPayload.ToolFinished _ -> AGENT_TOOL_FINISHED;
      case AgentPayload.Plan _ -> AGENT_PLAN;
      case AgentPayload.Usage _ -> AGENT_USAGE;
      case AgentPayload.RateLimited _ -> AGENT_RATE_LIMITED;
      case AgentPayload.Failed _ -> AGENT_ERROR;
      case AgentPayload.Unrecognized _ -> AGENT_UNRECOGNIZED;
    };
  }
}
