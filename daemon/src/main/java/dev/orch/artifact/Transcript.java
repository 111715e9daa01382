package dev.orch.artifact;

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
import dev.orch.api.event.OutputSource;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.ProjectPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TranscriptEntry;
import dev.orch.api.event.TranscriptEntry.Role;
import dev.orch.api.event.TrashPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.NewEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Derives the conversation of a session from its events. Pure; any thread may use it. */
public final class Transcript {
  private Transcript() {}

  /** What the event adds to the conversation; most events of our own machinery add nothing. */
  public static List<TranscriptEntry> entries(Event event) {
    return Optional.ofNullable(of(new Entries(event), event.fact().payload())).stream().toList();
  }

  /**
   * What the first event of a turn adds: the prompt, which no event holds, and stands before all
   * else also where the turn ended before it was started with it.
   *
   * @param prompt without secrets
   */
  public static List<TranscriptEntry> entries(Event first, String prompt) {
    TranscriptEntry said = new Entries(first).of(Role.USER, "prompt", prompt);
    return Stream.concat(Stream.of(said), entries(first).stream()).toList();
  }

  /** Makes entries of one event. */
  private record Entries(Event event) {
    TranscriptEntry of(Role role, String kind, String text) {
      return of(role, kind, text, null);
    }

    TranscriptEntry of(Role role, String kind, String text, @Nullable OutputSource source) {
      return of(role, kind, text, null, new Origin(null, source));
    }

    TranscriptEntry of(
        Role role, String kind, String text, TranscriptEntry.@Nullable Tool tool, Origin origin) {
      NewEvent fact = event.fact();
      return new TranscriptEntry(
          event.seq(),
          fact.turn(),
          fact.at(),
          role,
          kind,
          text,
          tool,
          origin.subagent(),
          origin.source());
    }
  }

  private record Origin(@Nullable String subagent, @Nullable OutputSource source) {}

  private static @Nullable TranscriptEntry of(Entries entries, EventPayload payload) {
    return switch (payload) {
      case AgentPayload agent -> of(entries, agent);
      case InputPayload input -> of(entries, input);
      case SessionPayload session -> of(entries, session);
      case FollowUpPayload.Kept kept -> entries.of(Role.USER, "follow_up", kept.message());
      case FollowUpPayload.Edited it -> entries.of(Role.USER, "follow_up_edited", it.message());
      case FollowUpPayload.Withdrawn _ -> entries.of(Role.USER, "follow_up_withdrawn", "");
      case FollowUpPayload.Delivered _ -> null;
      case TurnPayload.Started _ -> null;
      case TurnPayload.Finished it ->
          entries.of(Role.SYSTEM, "turn_finished", words(it.verdict(), it.reason()));
      case ArtifactPayload _,
          CheckoutPayload _,
          CleanupPayload _,
          CommandPayload _,
          CommentsPayload _,
          DaemonPayload _,
          ProcessPayload _,
          ProjectPayload _,
          TrashPayload _,
          WorktreePayload _ ->
          null;
    };
  }

  private static @Nullable TranscriptEntry of(Entries entries, AgentPayload payload) {
    return switch (payload) {
      case AgentPayload.Message it ->
          entries.of(
              Role.AGENT, "message", it.text(), null, new Origin(it.subagent(), it.source()));
      case AgentPayload.Thinking it ->
          entries.of(
              Role.AGENT, "thinking", it.text(), null, new Origin(it.subagent(), it.source()));
      case AgentPayload.ToolStarted it ->
          entries.of(
              Role.TOOL,
              "tool_started",
              it.summary(),
              new TranscriptEntry.Tool(it.toolId(), it.tool(), it.input(), false),
              new Origin(it.subagent(), it.source()));
      case AgentPayload.ToolFinished it ->
          entries.of(
              Role.TOOL,
              "tool_finished",
              it.text(),
              new TranscriptEntry.Tool(it.toolId(), null, null, it.failed()),
              new Origin(it.subagent(), it.source()));
      case AgentPayload.Plan it -> entries.of(Role.AGENT, "plan", it.text(), it.source());
      case AgentPayload.Usage _ -> null;
      case AgentPayload.RateLimited it ->
          entries.of(Role.SYSTEM, "rate_limited", it.text(), it.source());
      case AgentPayload.Failed it ->
          entries.of(Role.SYSTEM, "error", words(it.kind(), it.text()), it.source());
      case AgentPayload.Unrecognized it ->
          entries.of(Role.SYSTEM, "unrecognized", it.text(), it.source());
    };
  }

  private static @Nullable TranscriptEntry of(Entries entries, InputPayload payload) {
    return switch (payload) {
      case InputPayload.Requested it ->
          entries.of(
              Role.AGENT,
              it.kind(),
              Stream.of(it.title(), it.detail())
                  .filter(text -> !text.isBlank())
                  .distinct()
                  .collect(Collectors.joining("\n")));
      case InputPayload.Answered it ->
          entries.of(Role.USER, "answer", words(it.decision(), it.option(), it.text()));
      case InputPayload.Withdrawn it -> entries.of(Role.SYSTEM, "withdrawn", it.why());
    };
  }

  private static @Nullable TranscriptEntry of(Entries entries, SessionPayload payload) {
    return switch (payload) {
      case SessionPayload.Step it ->
          entries.of(
              Role.SYSTEM,
              "session_" + it.to(),
              words(it.trigger(), it.reason(), it.detail()),
              it.source());
      case SessionPayload.Queued it -> entries.of(Role.SYSTEM, "queued", it.because());
      case SessionPayload.StopRequested it ->
          entries.of(Role.SYSTEM, "stop_requested", it.reason());
      case SessionPayload.Warned it ->
          entries.of(Role.SYSTEM, "warning", words(it.text(), it.hint()));
      case SessionPayload.WarningCleared it ->
          entries.of(Role.SYSTEM, "warning_cleared", it.text());
      case SessionPayload.Created _, SessionPayload.ReasonChanged _ -> null;
    };
  }

  private static String words(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(": "));
  }
}
