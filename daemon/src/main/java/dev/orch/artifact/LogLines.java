package dev.orch.artifact;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.ArtifactPayload;
import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.ProjectPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.UsageFigures;
import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the readable log says of an event: local time, who, what. Pure: the same event gives the
 * same lines for ever, or a log could not be compared with its events.
 */
public final class LogLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final int WIDTH_OF_WHO = 6;
  private static final String GAP = "  ";
  private static final String INDENT =
      " ".repeat("HH:mm:ss".length() + 2 * GAP.length() + WIDTH_OF_WHO);
  private static final int LINES_OF_A_FAILURE = 10;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int OVERLOADED = 529;

  private final ZoneId zone;

  /** Tells times as they are in this zone. */
  public LogLines(ZoneId zone) {
    this.zone = zone;
  }

  private record Line(String who, String what) {}

  /** The lines of an event; none for what a person need not know. Without ends of lines. */
  public List<String> lines(Event event) {
    Line line = line(event.fact());
    return line == null ? List.of() : lines(event, line);
  }

  /** The lines of a turn's prompt, which stand behind those of {@code turn.started}. */
  public List<String> prompt(Event started, String prompt) {
    return lines(started, new Line("you", prompt));
  }

  private List<String> lines(Event event, Line line) {
    String time = TIME.format(event.fact().at().atZone(zone));
    String who = PlainText.line(line.who());
    String padding = " ".repeat(Math.max(0, WIDTH_OF_WHO - who.length()));
    String head = time + GAP + who + padding + GAP;
    List<String> lines = new ArrayList<>();
    PlainText.of(line.what().strip())
        .lines()
        .map(String::stripTrailing)
        .forEach(
            text -> lines.add(lines.isEmpty() ? head + text : (INDENT + text).stripTrailing()));
    return lines.isEmpty() ? List.of(head.stripTrailing()) : lines;
  }

  private @Nullable Line line(NewEvent fact) {
    return switch (fact.payload()) {
      case AgentPayload agent -> line(fact, agent);
      case SessionPayload session -> line(fact, session);
      case InputPayload input -> line(input);
      case FollowUpPayload.Kept it -> kept(fact, it);
      case FollowUpPayload.Delivered it ->
          new Line("turn " + it.turn(), "takes the message that waited");
      case TurnPayload.Started it ->
          new Line(
              "turn " + fact.turn(),
              DATE.format(fact.at().atZone(zone)) + GAP + it.kind().replace('_', ' '));
      case TurnPayload.Finished it -> new Line("turn " + fact.turn(), outcome(it));
      case WorktreePayload.Created it ->
          new Line("worktree", it.path() + GAP + it.branch() + GAP + it.head());
      case ProcessPayload process -> new Line("process", of(process));
      case ArtifactPayload.Created it ->
          new Line("saved", "%s  %d bytes".formatted(it.name(), it.sizeBytes()));
      case CommandPayload _, DaemonPayload _, ProjectPayload _ -> null;
    };
  }

  /** The daemon keeps a message again that was told before. */
  private static Line kept(NewEvent fact, FollowUpPayload.Kept it) {
    return fact.actor().kind() == Actor.Kind.DAEMON
        ? new Line("orch", "keeps a message that no agent took: " + firstLine(it.message()))
        : new Line("you", it.message());
  }

  private static @Nullable Line line(NewEvent fact, AgentPayload payload) {
    return switch (payload) {
      case AgentPayload.Message it -> new Line(agent(fact, it.subagent()), it.text());
      case AgentPayload.Thinking it -> new Line("thinks", it.text());
      case AgentPayload.ToolStarted it ->
          new Line(it.tool().toLowerCase(Locale.ROOT), PlainText.line(it.summary()));
      case AgentPayload.ToolFinished it ->
          it.failed() ? new Line("failed", first(it.text())) : null;
      case AgentPayload.Plan it -> new Line("plan", it.text());
      case AgentPayload.Usage _ -> null;
      case AgentPayload.RateLimited it -> new Line(isLimit(it) ? "limit" : "retries", it.text());
      case AgentPayload.Failed it -> new Line("error", words(it.kind(), it.text()));
      case AgentPayload.Unrecognized it -> new Line("?", it.text());
    };
  }

  /** Agents report every refusal of the model's server that they try again after. */
  private static boolean isLimit(AgentPayload.RateLimited refusal) {
    Integer status = refusal.status();
    return status != null && (status == TOO_MANY_REQUESTS || status == OVERLOADED);
  }

  private static Line line(NewEvent fact, SessionPayload payload) {
    return switch (payload) {
      case SessionPayload.Created it ->
          new Line(
              "session",
              "%s %s: %s".formatted(it.agent(), it.action(), it.title())
                  + (it.branch() == null ? "" : "\nbranch " + it.branch()));
      case SessionPayload.Step it -> step(fact.type(), it);
      case SessionPayload.StopRequested it ->
          new Line(who(fact.actor()), words("stop", it.reason()));
      case SessionPayload.ReasonChanged it ->
          new Line("session", it.to() == null ? it.state() : it.to().replace('_', ' '));
      case SessionPayload.Warned it -> new Line("warning", words(it.text(), it.hint()));
    };
  }

  /** The words and marks are those of every other view of a session. */
  private static Line step(EventType type, SessionPayload.Step step) {
    String why = words(step.reason(), step.detail());
    return switch (step.to()) {
      case "completed" -> new Line("✓ done", why);
      case "failed" -> new Line("✗ failed", why);
      case "stopped" -> new Line("■ stopped", why);
      case "waiting_for_user" -> new Line("◆ needs you", why);
      default ->
          new Line(
              "session",
              words(type.wireName().substring("session.".length()).replace('_', ' '), why));
    };
  }

  private static Line line(InputPayload payload) {
    return switch (payload) {
      case InputPayload.Requested it ->
          new Line(
              "asks",
              PlainText.line(it.title())
                  + it.options().stream()
                      .map(option -> " [" + PlainText.line(option) + "]")
                      .collect(Collectors.joining())
                  + "  (waits for you: orch answer)");
      case InputPayload.Answered it ->
          new Line(
              "you",
              words(it.decision().equals("allow") ? "allowed" : "denied", it.option(), it.text()));
      case InputPayload.Withdrawn it -> new Line("asks", words("no more", it.why()));
    };
  }

  private static String of(ProcessPayload process) {
    return switch (process) {
      case ProcessPayload.Started _ -> "started";
      case ProcessPayload.Adopted _ -> "went on while the daemon was away";
      case ProcessPayload.Exited it -> "exited with " + it.code();
      case ProcessPayload.Lost it -> "ended, nobody knows how: " + it.why();
    };
  }

  private static String outcome(TurnPayload.Finished it) {
    UsageFigures usage = it.usage();
    String used =
        String.format(
            Locale.ROOT,
            "%d tokens in, %d out, $%.2f",
            usage.inputTokens(),
            usage.outputTokens(),
            usage.costUsd());
    return words(it.verdict(), it.reason()) + GAP + used;
  }

  private static String agent(NewEvent fact, @Nullable String subagent) {
    String name = who(fact.actor());
    return subagent == null ? name : name + " (sub-agent)";
  }

  private static String who(Actor actor) {
    return switch (actor.kind()) {
      case USER -> "you";
      case DAEMON -> "orch";
      case AGENT -> actor.detail() == null ? "agent" : actor.detail();
    };
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }

  private static String first(String text) {
    return text.lines().limit(LINES_OF_A_FAILURE).collect(Collectors.joining("\n"));
  }

  private static String words(@Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .map(part -> part.matches("[a-z_]+") ? part.replace('_', ' ') : part)
        .collect(Collectors.joining(": "));
  }
}
