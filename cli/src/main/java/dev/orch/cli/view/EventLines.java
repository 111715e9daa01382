package dev.orch.cli.view;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.cli.client.StreamedEvent;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  private record OpenCall(String tool, String summary, Instant since) {}

  /** The lines of one event, none if there is nothing to tell. */
  public List<Line> of(StreamedEvent event) {
    return switch (event.type()) {
      case "turn.started" -> prompt(event);
      case "agent.message" -> text(agent, event.payload(AgentPayload.Message.class).text());
      case "agent.plan" -> text("plan", event.payload(AgentPayload.Plan.class).text());
      case "agent.tool_started" -> toolStarted(event);
      case "agent.tool_finished" -> toolFinished(event);
      case "agent.rate_limited" ->
          text("limit", event.payload(AgentPayload.RateLimited.class).text());
      case "agent.error" -> text("error", event.payload(AgentPayload.Failed.class).text());
      case "agent.unrecognized" ->
          text("raw", event.payload(AgentPayload.Unrecognized.class).text());
      case "input.requested" -> asked(event.payload(InputPayload.Requested.class));
      case "input.answered" -> text("you", answer(event.payload(InputPayload.Answered.class)));
      case "input.withdrawn" ->
          text("asks", "withdrawn: " + event.payload(InputPayload.Withdrawn.class).why());
      case "follow_up.kept" -> kept(event.payload(FollowUpPayload.Kept.class));
      case "follow_up.delivered" -> delivered(event.payload(FollowUpPayload.Delivered.class));
      case "session.stop_requested" -> text("you", "stop");
      case "process.lost" -> text("process", event.payload(ProcessPayload.Lost.class).why());
      case "session.waiting", "session.completed", "session.failed", "session.stopped" ->
          step(event.payload(SessionPayload.Step.class));
      default -> List.of();
    };
  }

  private List<Line> kept(FollowUpPayload.Kept message) {
    kept.put(message.followUpId(), message.message());
    return text("you", "(kept) " + message.message());
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
    String kind = event.payload(TurnPayload.Started.class).kind();
    return kind.equals("answer")
        ? List.of()
        : prompts.apply(event.turn()).map(text -> text("you", text)).orElse(List.of());
  }

  private List<Line> toolStarted(StreamedEvent event) {
    AgentPayload.ToolStarted call = event.payload(AgentPayload.ToolStarted.class);
    String tool = call.tool().toLowerCase(Locale.ROOT);
    calls.put(call.toolId(), new OpenCall(tool, call.summary(), event.at()));
    return text(tool, call.summary());
  }

  private List<Line> toolFinished(StreamedEvent event) {
    AgentPayload.ToolFinished end = event.payload(AgentPayload.ToolFinished.class);
    OpenCall call = calls.remove(end.toolId());
    if (call == null) {
      return List.of();
    }
    Duration took = Duration.between(call.since(), event.at());
    if (end.failed()) {
      String why = end.text().lines().findFirst().orElse("");
      return text(call.tool(), "failed: %s  %s".formatted(call.summary(), why));
    }
    return took.compareTo(WORTH_SAYING) < 0
        ? List.of()
        : text(
            call.tool(),
            String.format(Locale.ROOT, "ok, %.1f s: %s", took.toMillis() / 1000.0, call.summary()));
  }

  private static List<Line> asked(InputPayload.Requested request) {
    String options = request.options().isEmpty() ? "" : " " + request.options();
    return List.of(
        new Line(
            "asks",
            Cell.marked(
                Mark.NEEDS_YOU,
                "%s%s   (waits for you: orch answer %s)"
                    .formatted(request.title(), options, request.requestId()))));
  }

  private static String answer(InputPayload.Answered answer) {
    String decision =
        switch (answer.decision()) {
          case "allow" -> "allowed";
          case "deny" -> "denied";
          case "allow_always" -> "always allowed";
          default -> answer.decision();
        };
    return Stream.of(decision, words(answer.option()), words(answer.text()))
        .filter(word -> !word.isEmpty())
        .reduce((a, b) -> a + ": " + b)
        .orElse("");
  }

  private static List<Line> step(SessionPayload.Step step) {
    String reason = words(step.reason()).replace('_', ' ');
    return switch (step.to()) {
      case "waiting_for_user" ->
          reason.equals("rate limited") || reason.equals("startup blocked")
              ? marked(Mark.NEEDS_YOU, reason, step)
              : List.of();
      case "completed" -> marked(Mark.DONE, Mark.DONE.word(), step);
      case "failed" -> marked(Mark.FAILED, Mark.FAILED.word() + ": " + reason, step);
      case "stopped" -> marked(Mark.STOPPED, Mark.STOPPED.word() + ": " + reason, step);
      default -> List.of();
    };
  }

  private static List<Line> marked(Mark mark, String text, SessionPayload.Step step) {
    String detail = words(step.detail());
    return List.of(new Line("", Cell.marked(mark, detail.isEmpty() ? text : text + "  " + detail)));
  }

  private static List<Line> text(String who, String text) {
    List<String> lines = text.strip().lines().toList();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .map(i -> new Line(i == 0 ? who : "", Cell.of(lines.get(i))))
        .toList();
  }

  private static String words(@Nullable String text) {
    return text == null ? "" : text;
  }
}
