package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import dev.orch.cli.process.OutputReader;
import dev.orch.cli.process.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code orch logs} and {@code orch events}: what is there, then what comes. */
class FollowingTest extends StubbedSuite {
  private static final String BESIDE = "/api/v1/sessions/" + Canned.SESSION;
  private static final Duration ENOUGH = Duration.ofMinutes(1);
  private static final String STREAM = "GET /api/v1/stream/events";
  private static final String STARTED =
      Canned.event(1, "turn.started", "{\"kind\":\"start\",\"follow_up_id\":null}");
  private static final String READ =
      Canned.event(
          2,
          "agent.tool_started",
          "{\"tool_id\":\"t1\",\"tool\":\"Bash\",\"summary\":\"npm test\",\"input\":\"{}\","
              + "\"asks\":false,\"subagent\":null,\"source\":null}");
  private static final String REASONED =
      Canned.event(
          3,
          "session.reason_changed",
          "{\"state\":\"running\",\"from\":\"preparing\",\"to\":\"working\"}");
  private static final String READ_DONE =
      Canned.event(
          9,
          "agent.tool_finished",
          "{\"tool_id\":\"t1\",\"failed\":false,\"text\":\"\",\"subagent\":null,\"source\":null}");
  private static final String SAID = Canned.said(10, "first line\\nsecond \\u001B[2Jline");
  private static final String ASKED =
      Canned.event(
          11,
          "input.requested",
          "{\"request_id\":\"r5n2k8w0ab\",\"kind\":\"approval\",\"title\":\"Bash: rm"
              + " x\",\"detail\":\"\",\"options\":[]}");

  @BeforeEach
  void theSessionHasATurn() {
    daemon.answer(
        "GET " + BESIDE + "/turns",
        200,
        Canned.page(
            "{\"number\":1,\"kind\":\"start\",\"prompt\":\"add tests\",\"pid\":null,\"started_at\":null,"
                + "\"ended_at\":null,\"exit_code\":null,\"outcome\":null,\"usage\":%s}"
                    .formatted(Canned.NO_USAGE)));
  }

  @Test
  void logsTellWhoSaidAndDidWhat() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon
        .answer(
            "GET /api/v1/events",
            200,
            Canned.page(STARTED, READ, READ_DONE, SAID, ASKED, Canned.COMPLETED))
        .answer("GET /api/v1/events", 200, Canned.page());

    Typed.Result result = user.run("logs", "-f", Canned.SESSION, "--utc");

    assertThat(result.exit()).isZero();
    assertThat(result.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(".*10:00:01  you +add tests"),
            line -> assertThat(line).matches(".*10:00:02  bash +npm test"),
            line -> assertThat(line).matches(".*10:00:09  bash +ok, 7.0 s: npm test"),
            line -> assertThat(line).matches(".*10:00:10  claude +first line"),
            line -> assertThat(line).endsWith("second \\u{1b}[2Jline"),
            line -> assertThat(line).contains("◆ Bash: rm x", "orch answer r5n2k8w0ab"),
            line -> assertThat(line).endsWith("✓ done"));
  }

  @Test
  void theTimeOfAToolIsWithoutTheWaitingForItsApproval() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon.answer(
        "GET /api/v1/events",
        200,
        Canned.page(
            READ,
            Canned.event(
                4,
                "input.requested",
                "{\"request_id\":\"r5n2k8w0ab\",\"kind\":\"approval\",\"title\":\"Bash: npm test\","
                    + "\"detail\":\"\",\"options\":[]}"),
            Canned.event(
                7,
                "input.answered",
                "{\"request_id\":\"r5n2k8w0ab\",\"decision\":\"allow_always\",\"option\":null,"
                    + "\"text\":null}"),
            READ_DONE));

    assertThat(user.run("logs", Canned.SESSION).out())
        .contains("you", "always allowed", "ok, 4.0 s: npm test");
  }

  @Test
  void aPlanIsToldOnceAndNoToolThatAsksIsNamed() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("waiting_for_user", "plan_review"));
    daemon.answer(
        "GET /api/v1/events",
        200,
        Canned.page(
            Canned.event(
                2,
                "agent.tool_started",
                "{\"tool_id\":\"t1\",\"tool\":\"ExitPlanMode\",\"summary\":\"# Split it\",\"input\":\"{}\","
                    + "\"asks\":true,\"subagent\":null,\"source\":null}"),
            Canned.event(3, "agent.plan", "{\"text\":\"# Split it\",\"source\":null}"),
            Canned.event(
                4,
                "input.requested",
                "{\"request_id\":\"r5n2k8w0ab\",\"kind\":\"plan_review\",\"title\":\"# Split it\","
                    + "\"detail\":\"\",\"options\":[]}")));

    assertThat(user.run("logs", Canned.SESSION).lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(".*plan +# Split it"),
            line -> assertThat(line).contains("is this plan right?").doesNotContain("# Split it"));
  }

  @Test
  void aKeptMessageIsToldAgainWhenTheRunningTurnTakesIt() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon.answer(
        "GET /api/v1/events",
        200,
        Canned.page(
            STARTED,
            kept(2, "aaaaaaaaaa", "also the docs"),
            kept(3, "bbbbbbbbbb", "then the tests"),
            delivered(4, "aaaaaaaaaa", 1),
            delivered(5, "bbbbbbbbbb", 2)));

    assertThat(user.run("logs", Canned.SESSION).lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("add tests"),
            line -> assertThat(line).endsWith("(kept) also the docs"),
            line -> assertThat(line).endsWith("(kept) then the tests"),
            line -> assertThat(line).endsWith("(taken into this turn) also the docs"));
  }

  @Test
  void aMessageToAFinishedSessionIsToldOnce() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon.answer(
        "GET /api/v1/events",
        200,
        Canned.page(
            Canned.event(
                11,
                "turn.finished",
                "{\"verdict\":\"completed\",\"by\":\"protocol\",\"reason\":null,\"exit_code\":0,\"usage\":%s}"
                    .formatted(Canned.NO_USAGE)),
            Canned.COMPLETED,
            kept(13, "aaaaaaaaaa", "add tests"),
            Canned.event(
                14, "turn.started", "{\"kind\":\"follow_up\",\"follow_up_id\":\"aaaaaaaaaa\"}"),
            delivered(15, "aaaaaaaaaa", 1)));

    assertThat(user.run("logs", Canned.SESSION).lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("✓ done"),
            line -> assertThat(line).matches(".*you +add tests"));
  }

  private static String kept(long seq, String id, String message) {
    return Canned.event(
        seq,
        "follow_up.kept",
        "{\"follow_up_id\":\"%s\",\"message\":\"%s\",\"mode\":\"auto\"}".formatted(id, message));
  }

  private static String delivered(long seq, String id, int turn) {
    return Canned.event(
        seq, "follow_up.delivered", "{\"follow_up_id\":\"%s\",\"turn\":%d}".formatted(id, turn));
  }

  @Test
  void followingGoesOnWhereTheLogEndedAndThroughALostConnection() {
    daemon
        .answer("GET " + BESIDE, 200, Canned.session("running", "working"))
        .answer("GET " + BESIDE, 200, Canned.session("running", "working"))
        .answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon
        .answer("GET /api/v1/events", 200, Canned.page(STARTED))
        .answer("GET /api/v1/events", 200, Canned.page());
    stream(READ);
    daemon.hangUp(STREAM);
    stream(READ, SAID, Canned.COMPLETED);

    Typed.Result result = user.run("logs", "-f", Canned.SESSION);

    assertThat(result.exit()).isZero();
    assertThat(result.lines()).hasSize(5).last().asString().endsWith("✓ done");
    assertThat(result.out()).containsOnlyOnce("npm test");
    assertThat(daemon.requests(STREAM))
        .extracting(seen -> seen.headers().get("last-event-id"))
        .containsExactly("1", "2", "2");
    assertThat(daemon.requests(STREAM))
        .allSatisfy(seen -> assertThat(seen.query()).contains("session=" + Canned.SESSION));
  }

  @Test
  void whatHadComeWhenTheSessionWasFoundDoneIsToldToo() {
    daemon
        .answer("GET " + BESIDE, 200, Canned.session("running", "working"))
        .answer("GET " + BESIDE, 200, Canned.session("running", "working"))
        .answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon
        .answer("GET /api/v1/events", 200, Canned.page(STARTED))
        .answer("GET /api/v1/events", 200, Canned.page(SAID, Canned.COMPLETED));
    stream(REASONED, SAID, Canned.COMPLETED);

    Typed.Result result = user.run("logs", "-f", Canned.SESSION);

    assertThat(result.out()).containsOnlyOnce("first line").containsOnlyOnce("✓ done");
    assertThat(daemon.requests("GET /api/v1/events").getLast().query()).contains("after=3");
  }

  @Test
  void whatCameBetweenTheLogAndTheFirstLookIsToldToo() {
    daemon
        .answer("GET " + BESIDE, 200, Canned.session("running", "working"))
        .answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon
        .answer("GET /api/v1/events", 200, Canned.page(STARTED))
        .answer("GET /api/v1/events", 200, Canned.page(SAID, Canned.COMPLETED));

    Typed.Result result = user.run("logs", "-f", Canned.SESSION);

    assertThat(result.out()).containsOnlyOnce("first line").containsOnlyOnce("✓ done");
  }

  @Test
  void anotherLogIsReadFromItsBeginning() {
    daemon.answer("GET /api/v1/events", 200, Canned.page(Canned.COMPLETED));
    daemon.answer("GET " + BESIDE, 200, Canned.session("running", "working"));
    daemon.bytes(
        STREAM,
        "text/event-stream",
        ("id: 2\nevent: reset\ndata: {\"last_seq\":2}\n\n" + Canned.streamed(SAID))
            .getBytes(StandardCharsets.UTF_8));
    stream(STARTED, READ, SAID);
    OutputReader leaves =
        () ->
            assertThat(new Waiting(ENOUGH).until(() -> daemon.requests(STREAM).size() > 2))
                .isTrue();

    Typed.Result result =
        user.at(new Screen(false, false, Integer.MAX_VALUE, leaves)).run("events", "-f", "--json");

    assertThat(result.lines()).containsExactly(Canned.COMPLETED, STARTED, READ, SAID);
    assertThat(daemon.requests(STREAM).get(1).headers()).containsEntry("last-event-id", "0");
    assertThat(daemon.requests(STREAM).get(1).query()).contains("after=0");
  }

  @Test
  void eventsForProgramsAreOneObjectPerLine() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon
        .answer("GET /api/v1/events", 200, Canned.page(STARTED))
        .answer("GET /api/v1/events", 200, Canned.page(SAID))
        .answer("GET /api/v1/events", 200, Canned.page(STARTED, SAID));

    assertThat(user.run("logs", "-f", Canned.SESSION, "--json").lines())
        .containsExactly(STARTED, SAID);
    assertThat(user.run("events", "--json").out()).isEqualTo(Canned.page(STARTED, SAID) + "\n");
  }

  @Test
  void eventsAreOneLineEach() {
    daemon.answer("GET /api/v1/events", 200, Canned.page(STARTED, SAID));

    Typed.Result result = user.run("events", "--session", Canned.SESSION, "--type", "agent.*");

    assertThat(result.lines()).hasSize(2).allMatch(line -> line.contains(Canned.SESSION));
    assertThat(daemon.requests("GET /api/v1/events").getFirst().query())
        .contains("session=" + Canned.SESSION, "type=agent.*");
  }

  @Test
  void followingEndsWhenItsReaderHasGone() {
    daemon.answer("GET /api/v1/events", 200, Canned.page(STARTED));
    stream(STARTED);
    OutputReader leaves =
        () ->
            assertThat(new Waiting(ENOUGH).until(() -> !daemon.requests(STREAM).isEmpty()))
                .isTrue();

    Typed.Result result =
        user.at(new Screen(false, false, Integer.MAX_VALUE, leaves)).run("events", "-f");

    assertThat(result.exit()).isZero();
  }

  @Test
  void theOutcomeIsToldByTheExitCodeThoughNobodyReads() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("failed", "agent_error"));
    daemon.answer("GET /api/v1/events", 200, Canned.page(STARTED));

    assertThat(user.runUnread("wait", Canned.SESSION)).isEqualTo(4);
    assertThat(user.runUnread("events")).isZero();
  }

  @Test
  void waitLooksAgainWhenTheStreamSaysThatSomethingChanged() {
    for (int looks = 0; looks < 3; looks++) {
      daemon.answer("GET " + BESIDE, 200, Canned.session("running", "working"));
    }
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/events", 200, Canned.page(READ_DONE));
    stream(SAID, Canned.COMPLETED);

    assertThat(user.run("wait", Canned.SESSION).exit()).isZero();

    assertThat(daemon.requests("GET " + BESIDE)).hasSize(4);
    assertThat(daemon.requests(STREAM))
        .singleElement()
        .extracting(StubDaemon.Seen::query)
        .asString()
        .contains("after=9", "session=" + Canned.SESSION);
  }

  @Test
  void waitSeesAnEndThatCameBeforeItListened() {
    for (int looks = 0; looks < 2; looks++) {
      daemon.answer("GET " + BESIDE, 200, Canned.session("running", "working"));
    }
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/events", 200, Canned.page(Canned.COMPLETED));

    assertThat(user.run("wait", Canned.SESSION).exit()).isZero();

    assertThat(daemon.requests(STREAM)).isEmpty();
  }

  @Test
  void theLongestTimeThatCanBeTypedIsWaited() {
    String running = Canned.session("running", "working");
    for (int look = 0; look < 3; look++) {
      daemon.answer("GET " + BESIDE, 200, running);
    }
    daemon.answer("GET " + BESIDE, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/events", 200, Canned.page());
    stream(Canned.COMPLETED);

    Typed.Result waited = user.run("wait", Canned.SESSION, "--timeout", "999999d");

    assertThat(waited.exit()).as(waited.err()).isZero();
  }

  private void stream(String... events) {
    daemon.stream(STREAM, events);
  }
}
