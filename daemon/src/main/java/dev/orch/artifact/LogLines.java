package dev.orch.artifact;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.ArtifactPayload;
import dev.orch.api.event.CheckoutPayload;
import dev.orch.api.event.CleanupPayload;
import dev.orch.api.event.CommandPayload;
import dev.orch.api.event.CommentsPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.api.event.ProjectPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.Told;
import dev.orch.api.event.TrashPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.api.event.UsageFigures;
import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.operation.Count;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private final ZoneId zone;

  /** Tells times as they are in this zone. */
  public LogLines(ZoneId zone) {
    this.zone = zone;
  }

  /** The lines of an event; none for what a person need not know. Without ends of lines. */
  public List<String> lines(Event event) {
    Told line = line(event.fact());
    return line == null ? List.of() : lines(event, line);
  }

  /** The lines of a turn's prompt, which stand behind those of {@code turn.started}. */
  public List<String> prompt(Event started, String prompt) {
    return lines(started, new Told("you", prompt));
  }

  /** The lines of an answer to a request of this kind. */
  public List<String> answer(Event answered, InputPayload.Answered answer, String kind) {
    return lines(answered, Told.answered(answer, kind));
  }

  private List<String> lines(Event event, Told line) {
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

  private @Nullable Told line(NewEvent fact) {
    return switch (fact.payload()) {
      case SessionPayload.Step it -> step(fact.type(), it);
      case AgentPayload _, InputPayload _, ProcessPayload _, SessionPayload _ ->
          Told.of(fact.payload(), who(fact.actor())).orElse(null);
      case FollowUpPayload.Kept it -> kept(fact, it);
      case FollowUpPayload.Edited it -> new Told("you", "(instead) " + it.message());
      case FollowUpPayload.Withdrawn _ -> new Told("you", "(took a message back)");
      case FollowUpPayload.Delivered it ->
          new Told("turn " + it.turn(), "takes the message that waited");
      case TurnPayload.Started it ->
          new Told(
              "turn " + fact.turn(),
              DATE.format(fact.at().atZone(zone)) + GAP + it.kind().replace('_', ' '));
      case TurnPayload.Finished it -> new Told("turn " + fact.turn(), outcome(it));
      case WorktreePayload.Created it ->
          new Told("worktree", it.path() + GAP + it.branch() + GAP + it.head());
      case WorktreePayload.SetupFinished it -> Told.of(it, who(fact.actor())).orElse(null);
      case WorktreePayload.TeardownFailed it -> Told.of(it, who(fact.actor())).orElse(null);
      case WorktreePayload.Released it ->
          new Told(
              "worktree",
              "given up, %s free%sits changes are kept in %s"
                  .formatted(Count.of(it.freedBytes(), "byte", "bytes"), GAP, it.keptIn()));
      case WorktreePayload.Restored it ->
          new Told("worktree", "back as it was" + GAP + it.path() + GAP + it.head());
      case ArtifactPayload.Created it ->
          new Told("saved", it.name() + GAP + Count.of(it.sizeBytes(), "byte", "bytes"));
      case CheckoutPayload.Applied it ->
          new Told("applied", Count.of(it.files(), "file is", "files are") + " in the checkout");
      case CheckoutPayload.ApplyUndone it ->
          new Told("undone", Count.of(it.files(), "file", "files") + " of the checkout went back");
      case CleanupPayload _,
          CommandPayload _,
          CommentsPayload _,
          DaemonPayload _,
          ProjectPayload _,
          TrashPayload _ ->
          null;
    };
  }

  /** The daemon keeps a message again that was told before. */
  private static Told kept(NewEvent fact, FollowUpPayload.Kept it) {
    return fact.actor().kind() == Actor.Kind.DAEMON
        ? new Told("orch", "keeps a message that no agent took: " + firstLine(it.message()))
        : new Told("you", it.message());
  }

  /** The words and marks are those of every other view of a session. */
  private static Told step(EventType type, SessionPayload.Step step) {
    return switch (step.to()) {
      case "completed" -> new Told("", "✓ " + Told.step("done", step));
      case "failed" -> new Told("", "✗ " + Told.step("failed", step));
      case "stopped" -> new Told("", "■ " + Told.step("stopped", step));
      case "waiting_for_user" -> new Told("", "◆ " + Told.step("needs you", step));
      default ->
          new Told(
              "session",
              Told.step(type.wireName().substring("session.".length()).replace('_', ' '), step));
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
    return Told.words(it.verdict(), it.reason()) + GAP + used;
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
}
