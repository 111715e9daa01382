package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code orch run}: sends, follows, and ends as the session does. */
class RunTest extends StubbedSuite {
  private static final String COMMANDS = "POST /api/v1/commands";
  private static final String SESSION = "/api/v1/sessions/" + Canned.SESSION;

  @BeforeEach
  void theCommandIsTaken() {
    daemon
        .answer(COMMANDS, 201, Canned.command())
        .answer("GET " + SESSION + "/turns", 200, Canned.page())
        .answer(
            "GET /api/v1/events", 200, Canned.page(Canned.said(1, "here it is"), Canned.COMPLETED));
  }

  @Test
  void whatIsSaidIsShownAndTheEndIsToldInTheExitCode() {
    daemon.answer("GET " + SESSION, 200, Canned.session("completed", ""));

    Typed.Result result = user.run("run", "claude", "implement", "my-app", "x", "--scope", "a/b");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("here it is");
    assertThat(result.lines().getLast()).contains(Canned.SESSION, "done");
    assertThat(result.err()).contains("Ctrl-C lets it go on", "orch logs -f " + Canned.SESSION);
    assertThat(daemon.requests(COMMANDS).getFirst().body())
        .contains("\"scope_path\":\"a/b\"", "\"agent\":\"claude\"");
  }

  @Test
  void whatMayChangeNothingHasNoDiffToLookAt() {
    String answered = Canned.session("completed", "");
    daemon.answer("GET " + SESSION, 200, answered);
    assertThat(user.run("run", "claude", "implement", "my-app", "x").err()).contains("orch diff");

    daemon.answer(
        "GET " + SESSION, 200, answered.replaceAll("\"branch\":\"[^\"]*\"", "\"branch\":null"));
    assertThat(user.run("run", "claude", "analyze", "my-app", "x").err())
        .contains("orch sessions show " + Canned.SESSION)
        .doesNotContain("orch diff");
  }

  @Test
  void aFailedOneEndsWithFour() {
    daemon.answer("GET " + SESSION, 200, Canned.session("failed", "agent_crashed"));
    assertThat(user.run("run", "claude", "implement", "my-app", "x").exit()).isEqualTo(4);
  }

  @Test
  void oneThatAsksEndsWithFive() {
    daemon.answer("GET " + SESSION, 200, Canned.session("waiting_for_user", "approval"));

    Typed.Result result = user.run("run", "ask claude to fix it in my-app");

    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).contains("orch inbox");
    assertThat(daemon.requests(COMMANDS).getFirst().body()).contains("ask claude to fix it");
  }

  @Test
  void aProgramGetsTheEvents() {
    daemon.answer("GET " + SESSION, 200, Canned.session("completed", ""));

    Typed.Result result = user.run("run", "claude", "implement", "my-app", "x", "--json");

    assertThat(result.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"seq\":"));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void whoLooksAtATerminalHasSeenIt() {
    daemon
        .answer("GET " + SESSION, 200, unseen("completed"))
        .answer("POST " + SESSION + "/seen", 200, Canned.session("completed", ""));

    user.at(Screen.terminal(100)).run("run", "claude", "implement", "my-app", "x");

    assertThat(daemon.requests("POST " + SESSION + "/seen")).hasSize(1);
  }

  @Test
  void whatNobodyHasSeenIsToldApart() {
    daemon.answer(
        "GET /api/v1/sessions",
        200,
        Canned.page(unseen("completed"), Canned.session("completed", ""), unseen("running")));

    assertThat(user.run("sessions").lines().stream().filter(line -> line.contains("(new)")))
        .hasSize(1);
    assertThat(user.run("sessions", "--search", "retry billing").exit()).isZero();
    assertThat(daemon.requests("GET /api/v1/sessions").getLast().query())
        .contains("q=retry+billing");
  }

  @Test
  void theApisWordsAreStatesToWaitForToo() {
    daemon.answer("GET " + SESSION, 200, Canned.session("waiting_for_user", "approval"));

    assertThat(user.run("wait", Canned.SESSION, "--until", "waiting,completed").exit())
        .isEqualTo(5);
    assertThat(user.run("wait", Canned.SESSION, "--until", "nonsense").exit()).isEqualTo(2);
  }

  private static String unseen(String state) {
    return Canned.session(state, "")
        .replace("\"seen_at\":\"2026-01-01T10:00:00Z\"", "\"seen_at\":null");
  }
}
