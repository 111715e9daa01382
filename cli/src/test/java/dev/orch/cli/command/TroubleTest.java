package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a session does not go on by itself is said wherever somebody looks, and what to do. */
class TroubleTest extends StubbedSuite {
  private static final String BESIDE = "GET /api/v1/sessions/" + Canned.SESSION;
  private static final String BLOCKED = Canned.session("waiting_for_user", "startup_blocked");

  private static final String LOGGED_OUT =
      """
      {"id":"claude","name":"Claude Code","available":true,"version":"2.1.331","binary":"/b/claude",
      "logged_in":false,"capabilities":[],"problems":["nobody is logged in"],
      "hint":"Run `claude` and log in.","environment":{"declared":[],"passed":[],"held_back":[]}}\
      """;

  @BeforeEach
  void aSessionIsInTrouble() {
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer("GET /api/v1/projects", 200, Canned.page(Canned.project("my-app", "/x")));
    daemon.answer(BESIDE + "/followups", 200, Canned.page());
    daemon.answer(
        BESIDE + "/turns",
        200,
        Canned.page(
            """
            {"number":1,"kind":"start","prompt":"x","pid":1,"started_at":null,"ended_at":null,
            "exit_code":1,"outcome":{"verdict":"failed","by":"protocol","reason":"auth_required",
            "detail":"401 invalid API key","hint":"renew the key, then: orch resume k3v9m2p7qd",
            "evidence":["exit 1"]},"usage":%s}\
            """
                .formatted(Canned.NO_USAGE)));
  }

  @Test
  void aFailedSessionShowsWhyAndWhatToDo() {
    daemon.answer(BESIDE, 200, Canned.session("failed", "auth_required"));

    assertThat(user.run("sessions", "show", Canned.SESSION).lines())
        .anyMatch(line -> line.contains("✗ failed: auth required"))
        .anyMatch(line -> line.matches(" +why +401 invalid API key"))
        .anyMatch(line -> line.matches(" +hint +renew the key.*orch resume k3v9m2p7qd"));
  }

  @Test
  void whoFollowedItIsToldWhyOnce() {
    String failed =
        Canned.COMPLETED
            .replace("completed", "failed")
            .replace("\"detail\":null", "\"detail\":\"401 invalid API key\"");
    String error = "{\"kind\":\"auth\",\"text\":\"401 invalid API key\",\"source\":null}";
    daemon
        .answer("POST /api/v1/commands", 201, Canned.command())
        .answer(
            "GET /api/v1/events", 200, Canned.page(Canned.event(1, "agent.error", error), failed))
        .answer(BESIDE, 200, Canned.session("failed", "auth_required"));

    Typed.Result result = user.run("run", "claude", "implement", "my-app", "--prompt", "x");

    assertThat(result.out() + result.err()).containsOnlyOnce("401 invalid API key");
    assertThat(result.err()).contains("renew the key");
  }

  @Test
  void waitingForItTellsToo() {
    daemon.answer(BESIDE, 200, Canned.session("failed", "auth_required"));

    Typed.Result result = user.run("wait", Canned.SESSION);

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.lines()).hasSize(1);
    assertThat(result.err()).contains("401 invalid API key", "orch resume");
  }

  @Test
  void aBlockedSessionWaitsInTheInboxAndInTheOverview() {
    daemon.sessions(BLOCKED);

    Typed.Result inbox = user.run("inbox");
    Typed.Result overview = user.run();

    assertThat(inbox.lines()).singleElement().asString().contains("startup blocked", "401 invalid");
    assertThat(inbox.err()).contains(Canned.SESSION, "orch resume " + Canned.SESSION);
    assertThat(overview.out()).contains("◆ 1 needs you", "startup blocked", "401 invalid");
    assertThat(overview.err()).contains("orch inbox");
  }

  @Test
  void whoWorksOrAsksIsInNoTrouble() {
    daemon.answer(BESIDE, 200, Canned.session("waiting_for_user", "approval"));

    assertThat(user.run("sessions", "show", Canned.SESSION).out()).doesNotContain("401", "hint");
    assertThat(daemon.requests(BESIDE + "/turns")).isEmpty();
  }

  @Test
  void whatAnAgentLacksIsSaidThoughACommandForItWouldBeTaken() {
    daemon.answer("GET /api/v1/agents", 200, Canned.page(LOGGED_OUT));

    Typed.Result result = user.run("agents");

    assertThat(result.lines().get(1)).contains("✓ yes", "✗ no");
    assertThat(result.out()).contains("claude: nobody is logged in", "Run `claude`");
  }

  @Test
  void sendWarnsOfAMissingLoginAndDoesNotRefuse() {
    daemon.answer("GET /api/v1/agents", 200, Canned.page(LOGGED_OUT));
    daemon.answer("POST /api/v1/commands", 201, Canned.command());

    Typed.Result result =
        user.run("send", "claude", "implement", "my-app", "--prompt", "x", "--json");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEqualTo(Canned.command() + "\n");
    assertThat(result.err()).contains("nobody is logged in", "Run `claude`");
  }

  @Test
  void aSessionThatFailsAtOnceIsNoSuccess() {
    daemon.answer("GET /api/v1/agents", 200, Canned.page());
    daemon.answer(
        "POST /api/v1/commands",
        201,
        Canned.command()
            .replace("\"state\":\"running\"", "\"state\":\"failed\"")
            .replace("\"reason\":\"working\"", "\"reason\":\"launch_failed\""));

    assertThat(user.run("send", "claude", "implement", "my-app", "--prompt", "x").exit())
        .isEqualTo(4);
  }
}
