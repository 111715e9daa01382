package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.CheckoutPayload;
import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final Instant AT = Instant.parse("2026-06-30T22:04:05Z");
  private final LogLines lines = new LogLines(ZoneId.of("Europe/Berlin"));

  @Test
  void aLineSaysWhenWhoAndWhat() {
    assertThat(said("I look first.")).containsExactly("00:04:05  claude  I look first.");
  }

  @Test
  void theLinesOfATextStandBelowEachOther() {
    assertThat(said("one\n\ntwo\r\nthree"))
        .containsExactly(
            "00:04:05  claude  one", "", "                  two", "                  three");
  }

  @Test
  void noLineHoldsAControlCharacterOrAnEndOfLine() {
    for (char c = 0; c < 0x2070; c++) {
      for (String line : said("a" + c + "b")) {
        assertThat(line.replace("\t", "")).matches("[^\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]*");
      }
    }
  }

  @Test
  void theNameOfAToolAndATitleCannotForgeALine() {
    assertThat(
            of(
                EventType.AGENT_TOOL_STARTED,
                new AgentPayload.ToolStarted(
                    "t", "Ba\nsh", "ls\n00:00:00  you  ok", "", false, null, null)))
        .hasSize(1);
    assertThat(
            of(
                EventType.INPUT_REQUESTED,
                new InputPayload.Requested("r", "question", "a\nb", "", List.of("c\nd"))))
        .hasSize(1);
  }

  @Test
  void aTurnBeginsWithItsDateAndItsPrompt() {
    Event started = event(EventType.TURN_STARTED, new TurnPayload.Started("start", null));

    assertThat(lines.lines(started)).hasSize(1).first().asString().contains("2026-07-01", "turn 3");
    assertThat(lines.prompt(started, "add it\nand test"))
        .containsExactly("00:04:05  you     add it", "                  and test");
  }

  @Test
  void aMessageIsToldWhenItComesAndNotAgainWhenItHasToWaitAgain() {
    FollowUpPayload.Kept kept = new FollowUpPayload.Kept("f", "add it\nand test", "auto");

    assertThat(lines.lines(event(EventType.FOLLOW_UP_KEPT, Actor.Kind.USER, kept)))
        .containsExactly("00:04:05  you     add it", "                  and test");
    assertThat(lines.lines(event(EventType.FOLLOW_UP_KEPT, Actor.Kind.DAEMON, kept)))
        .containsExactly("00:04:05  orch    keeps a message that no agent took: add it");
    assertThat(of(EventType.FOLLOW_UP_DELIVERED, new FollowUpPayload.Delivered("f", 4)))
        .containsExactly("00:04:05  turn 4  takes the message that waited");
  }

  @Test
  void everyEndOfASessionHasItsMark() {
    assertThat(step(EventType.SESSION_COMPLETED, "completed").getFirst()).contains("✓ done");
    assertThat(step(EventType.SESSION_FAILED, "failed").getFirst()).contains("✗ failed", "why");
    assertThat(step(EventType.SESSION_STOPPED, "stopped").getFirst()).contains("■ stopped");
    assertThat(step(EventType.SESSION_WAITING, "waiting_for_user").getFirst())
        .contains("◆ needs you");
  }

  @Test
  void aToolThatWentWellSaysNothingMore() {
    assertThat(
            of(
                EventType.AGENT_TOOL_FINISHED,
                new AgentPayload.ToolFinished("t", false, "output", null, null)))
        .isEmpty();
    assertThat(
            of(
                EventType.AGENT_TOOL_FINISHED,
                new AgentPayload.ToolFinished("t", true, "no such file", null, null)))
        .hasSize(1)
        .first()
        .asString()
        .contains("no such file");
  }

  @Test
  void aToolThatOnlyAsksIsNotNamedAndItsQuestionTellsHowToAnswer() {
    assertThat(
            of(
                EventType.AGENT_TOOL_STARTED,
                new AgentPayload.ToolStarted(
                    "t", "AskUserQuestion", "Which?", "{}", true, null, null)))
        .isEmpty();
    assertThat(
            of(
                EventType.INPUT_REQUESTED,
                new InputPayload.Requested("r5n2", "question", "Which?", "", List.of("A", "B"))))
        .containsExactly("00:04:05  asks    Which? [A] [B]  (waits for you: orch answer r5n2)");
  }

  @Test
  void aRuleForTheFutureIsNoDenial() {
    assertThat(
            of(
                EventType.INPUT_ANSWERED,
                new InputPayload.Answered("r5n2", "allow_always", null, null)))
        .containsExactly("00:04:05  you     always allowed");
  }

  @Test
  void onlyALimitIsCalledOne() {
    assertThat(retried(429)).contains("limit");
    assertThat(retried(529)).contains("limit");
    assertThat(retried(401)).contains("retries").doesNotContain("limit");
    assertThat(retried(null)).contains("retries").doesNotContain("limit");
  }

  private String retried(@Nullable Integer status) {
    return of(
            EventType.AGENT_RATE_LIMITED, new AgentPayload.RateLimited(1, status, "x", null, null))
        .getFirst();
  }

  @Test
  void whatIsNotOfASessionSaysNothing() {
    assertThat(of(EventType.DAEMON_STARTED, new DaemonPayload.Started("0.1.0", 1))).isEmpty();
  }

  @Test
  void aTextOfNothingStillHasItsLine() {
    assertThat(said("")).containsExactly("00:04:05  claude");
  }

  private List<String> step(EventType type, String to) {
    return of(type, new SessionPayload.Step("running", to, "trigger", "why", "detail", null, null));
  }

  private List<String> said(String text) {
    return of(EventType.AGENT_MESSAGE, new AgentPayload.Message(text, null, null));
  }

  private List<String> of(EventType type, EventPayload payload) {
    return lines.lines(event(type, payload));
  }

  private static Event event(EventType type, EventPayload payload) {
    return event(type, Actor.Kind.AGENT, payload);
  }

  private static Event event(EventType type, Actor.Kind by, EventPayload payload) {
    Actor actor = new Actor(by, "claude");
    return new Event(7, new NewEvent(type, AT, null, "0123456789", 3, actor, payload));
  }

  @Test
  void aQuestionIsAnsweredAndAWishAllowed() {
    InputPayload.Answered option = new InputPayload.Answered("r5n2", "allow", "No", null);
    InputPayload.Answered words = new InputPayload.Answered("r5n2", "allow", null, "in a week");
    Event answered = event(EventType.INPUT_ANSWERED, words);

    assertThat(of(EventType.INPUT_ANSWERED, option))
        .containsExactly("00:04:05  you     answered: No");
    assertThat(lines.answer(answered, words, "question"))
        .containsExactly("00:04:05  you     answered: in a week");
    assertThat(lines.answer(answered, words, "approval"))
        .containsExactly("00:04:05  you     allowed: in a week");
  }

  @Test
  void oneFileIsNotSeveral() {
    assertThat(of(EventType.CHECKOUT_APPLIED, new CheckoutPayload.Applied(1)))
        .containsExactly("00:04:05  applied  1 file is in the checkout");
  }
}
