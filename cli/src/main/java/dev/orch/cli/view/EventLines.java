package dev.orch.cli.view;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.Told;
import dev.orch.api.event.TurnPayload;
import dev.orch.cli.client.StreamedEvent;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session's events as a person would tell them: who said or did what. What only the machinery
 * cares about is left out. Remembers open tool calls and kept messages, so it must see the events
 * in their order.
 */
public final class EventLines {
  private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

  private final String agent;
  private final IntFunction<Optional<String>> prompts;
  private final Map<String, OpenCall> calls = new HashMap<>();
  private final Map<String, String> kept = new HashMap<>();
  private final Map<String, String> asked = new HashMap<>();
  private final Waits waits = new Waits();
  private final Set<String> begun = new HashSet<>();
  private @Nullable String error;
  private boolean betweenTurns;
  private int turn;

  /**
   * Tells the events of one session.
   *
   * @param prompts the prompt of a turn, by its number
   */
  public EventLines(String agent, IntFunction<Optional<String>> prompts) {
    this.agent = agent;
    this.prompts = prompts;
  }

  /** One line: who, and what. */
  public record Line(String who, Cell what) {}

  /**
   * A tool call at work.
   *
   * @param waited how long the agent had waited for people when it began
   */
  private record OpenCall(String tool, String summary, Instant since, Duration waited) {}

  /** The lines of one event, none if there is nothing to tell. */
  public List<Line> of(StreamedEvent event) {
    return switch (event.type()) {
      case "turn.started" -> prompt(event);
      case "turn.finished" -> {
        betweenTurns = true;
        yield List.of();
      }
      case "agent.message" -> told(event, AgentPayload.Message.class);
      case "agent.plan" -> told(event, AgentPayload.Plan.class);
      case "agent.tool_started" -> toolStarted(event);
      case "agent.tool_finished" -> toolFinished(event);
      case "agent.rate_limited" -> told(event, AgentPayload.RateLimited.class);
      case "agent.error" -> {
        error = event.payload(AgentPayload.Failed.class).text();
        yield told(event, AgentPayload.Failed.class);
      }
      case "agent.unrecognized" -> told(event, AgentPayload.Unrecognized.class);
      case "input.requested" -> asked(event);
      case "input.answered" -> answered(event, event.payload(InputPayload.Answered.class));
      case "input.withdrawn" -> withdrawn(event, event.payload(InputPayload.Withdrawn.class));
      case "follow_up.kept" -> kept(event.payload(FollowUpPayload.Kept.class));
      case "follow_up.edited" -> edited(event.payload(FollowUpPayload.Edited.class));
      case "follow_up.withdrawn" -> withdrawn(event.payload(FollowUpPayload.Withdrawn.class));
      case "follow_up.delivered" -> delivered(event.payload(FollowUpPayload.Delivered.class));
      case "session.queued" -> told(event, SessionPayload.Queued.class);
      case "session.stop_requested" -> told(event, SessionPayload.StopRequested.class);
      case "process.lost" -> told(event, ProcessPayload.Lost.class);
      case "session.waiting", "session.completed", "session.failed", "session.stopped" ->
          step(withoutRepeating(event.payload(SessionPayload.Step.class)));
      default -> List.of();
    };
  }

  private List<Line> told(StreamedEvent event, Class<? extends EventPayload> type) {
    return told(event, event.payload(type));
  }

  private List<Line> told(StreamedEvent event, EventPayload payload) {
    return Told.of(payload, actor(event)).map(EventLines::lines).orElse(List.of());
  }

  private static List<Line> lines(Told told) {
    return text(told.who(), told.what());
  }

  private String actor(StreamedEvent event) {
    return switch (event.actor().kind()) {
      case USER -> "you";
      case DAEMON -> "orch";
      case AGENT -> agent;
    };
  }

  private List<Line> kept(FollowUpPayload.Kept message) {
    if (betweenTurns) {
      begun.add(message.followUpId()); // it begins the next turn, which need not repeat it
      return text("you", message.message());
    }
    kept.put(message.followUpId(), message.message());
    return text("you", "(kept) " + message.message());
  }

  private List<Line> edited(FollowUpPayload.Edited message) {
    kept.replace(message.followUpId(), message.message());
    return text("you", "(instead) " + message.message());
  }

  private List<Line> withdrawn(FollowUpPayload.Withdrawn message) {
    String words = kept.remove(message.followUpId());
    return text("you", words == null ? "(took a message back)" : "(took back) " + words);
  }

  /** One that begins a turn is told with that turn. */
  private List<Line> delivered(FollowUpPayload.Delivered message) {
    String words = kept.remove(message.followUpId());
    return message.turn() == turn && words != null
        ? text("you", "(taken into this turn) " + words)
        : List.of();
  }

  private List<Line> prompt(StreamedEvent event) {
    turn = event.turn();
    error = null;
    betweenTurns = false;
    TurnPayload.Started started = event.payload(TurnPayload.Started.class);
    String followUp = started.followUpId();
    return started.kind().equals("answer") || (followUp != null && begun.remove(followUp))
        ? List.of()
        : prompts.apply(event.turn()).map(text -> text("you", text)).orElse(List.of());
  }

  private List<Line> toolStarted(StreamedEvent event) {
    AgentPayload.ToolStarted call = event.payload(AgentPayload.ToolStarted.class);
    if (!call.asks()) {
      calls.put(
          call.toolId(),
          new OpenCall(Told.tool(call), call.summary(), event.at(), waits.until(event.at())));
    }
    return told(event, call);
  }

  private List<Line> toolFinished(StreamedEvent event) {
    AgentPayload.ToolFinished end = event.payload(AgentPayload.ToolFinished.class);
    OpenCall call = calls.remove(end.toolId());
    if (end.failed()) {
      return told(event, end);
    }
    if (call == null) {
      return List.of();
    }
    Duration took =
        Duration.between(call.since(), event.at())
            .minus(waits.until(event.at()).minus(call.waited()));
    return took.compareTo(WORTH_SAYING) < 0
        ? List.of()
        : text(
            call.tool(),
            String.format(Locale.ROOT, "ok, %.1f s: %s", took.toMillis() / 1000.0, call.summary()));
  }

  private List<Line> asked(StreamedEvent event) {
    InputPayload.Requested request = event.payload(InputPayload.Requested.class);
    waits.begin(request.requestId(), event.at());
    asked.put(request.requestId(), request.kind());
    return Told.of(request, agent)
        .map(told -> List.of(new Line(told.who(), Cell.marked(Mark.NEEDS_YOU, told.what()))))
        .orElse(List.of());
  }

  private List<Line> answered(StreamedEvent event, InputPayload.Answered answer) {
    waits.end(answer.requestId(), event.at());
    String kind = asked.remove(answer.requestId());
    return kind == null ? told(event, answer) : lines(Told.answered(answer, kind));
  }

  private List<Line> withdrawn(StreamedEvent event, InputPayload.Withdrawn request) {
    waits.end(request.requestId(), event.at());
    asked.remove(request.requestId());
    return told(event, request);
  }

  /** The turn's error is told already where it is why the turn ended. */
  private SessionPayload.Step withoutRepeating(SessionPayload.Step step) {
    return step.detail() == null || !step.detail().equals(error)
        ? step
        : new SessionPayload.Step(
            step.from(),
            step.to(),
            step.trigger(),
            step.reason(),
            null,
            step.source(),
            step.causedBy());
  }

  private static List<Line> step(SessionPayload.Step step) {
    return switch (step.to()) {
      case "waiting_for_user" ->
          "rate_limited".equals(step.reason()) || "startup_blocked".equals(step.reason())
              ? marked(Mark.NEEDS_YOU, step)
              : List.of();
      case "completed" -> marked(Mark.DONE, step);
      case "failed" -> marked(Mark.FAILED, step);
      case "stopped" -> marked(Mark.STOPPED, step);
      default -> List.of();
    };
  }

  private static List<Line> marked(Mark mark, SessionPayload.Step step) {
    return List.of(new Line("", Cell.marked(mark, Told.step(mark.word(), step))));
  }

  private static List<Line> text(String who, String text) {
    List<String> lines = text.strip().lines().toList();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .map(i -> new Line(i == 0 ? who : "", Cell.of(lines.get(i))))
        .toList();
  }
}
