package dev.orch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrchTest extends StubbedSuite {
  private static final String BESIDE = "/api/v1/sessions/" + Canned.SESSION;

  @Test
  void sendSubmitsTheCommandAndShowsTheSession() {
    daemon.answer("GET /api/v1/projects/my-app", 200, Canned.project("my-app", home.toString()));
    daemon.answer("POST /api/v1/commands", 201, Canned.command());

    Typed.Result result = user.run("send", "claude", "implement", "my-app", "add error handling");

    assertThat(result.exit()).isZero();
    assertThat(result.lines().getFirst()).startsWith(Canned.SESSION).contains("● working");
    assertThat(result.out()).contains("orch/claude/my-app/" + Canned.SESSION, "4f1c2ab");
    StubDaemon.Seen sent = daemon.requests("POST /api/v1/commands").getFirst();
    assertThat(sent.query()).isEqualTo("wait=launched");
    assertThat(sent.headers()).containsEntry("x-orch-client", "cli").containsKey("idempotency-key");
    assertThat(sent.body())
        .contains("\"agent\":\"claude\"", "\"prompt\":\"add error handling\"")
        .doesNotContain("scope_path", "null");
  }

  @Test
  void aLostConnectionIsTriedAgainWithTheSameKey() {
    daemon.hangUp("POST /api/v1/commands").answer("POST /api/v1/commands", 201, Canned.command());

    Typed.Result result =
        user.run("send", "claude", "implement", "my-app", "--prompt", "add error handling");

    assertThat(result.exit()).isZero();
    assertThat(daemon.requests("POST /api/v1/commands"))
        .hasSizeGreaterThanOrEqualTo(2)
        .extracting(seen -> seen.headers().get("idempotency-key"))
        .containsOnly(
            daemon.requests("POST /api/v1/commands").getFirst().headers().get("idempotency-key"));
  }

  @Test
  void aProblemIsToldWithWhatItAddsAndWhatToDo() {
    daemon.answer(
        "POST /api/v1/commands",
        422,
        Canned.problem("unknown_project", 422, ",\"nearest\":[\"my-app\"]"));

    Typed.Result result = user.run("send", "claude", "implement", "my-ap", "--prompt", "x");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Project not found: there is no project \"my-ap\""),
            line -> assertThat(line).matches("  nearest +my-app"),
            line -> assertThat(line).matches("  try +orch projects list.*"));
  }

  @Test
  void aProgramGetsTheProblemItself() {
    String problem = Canned.problem("unknown_project", 422, "");
    daemon.answer("POST /api/v1/commands", 422, problem);

    Typed.Result result =
        user.run("send", "claude", "implement", "my-ap", "--prompt", "x", "--json");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEqualTo(problem + "\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void jsonIsTheAnswerUnchanged() {
    String page = Canned.page(Canned.session("running", "working"));
    daemon.answer("GET /api/v1/sessions", 200, page);

    assertThat(user.run("sessions", "list", "--json").out()).isEqualTo(page + "\n");
    assertThat(user.run("--json", "sessions").out()).isEqualTo(page + "\n");
  }

  @Test
  void sessionsAreRowsUnderHeadings() {
    daemon.answer(
        "GET /api/v1/sessions",
        200,
        Canned.page(
            Canned.session("waiting_for_user", "approval"),
            Canned.session("8w2hx5n1ra", "failed", "agent_crashed", "move invoices")));

    Typed.Result result = user.run("sessions", "--state", "running");

    assertThat(result.exit()).isZero();
    assertThat(result.lines()).hasSize(3);
    assertThat(result.lines().get(0).strip().split(" +"))
        .containsExactly("ID", "PROJECT", "AGENT", "ACTION", "STATE", "FOR", "CHANGES", "TITLE");
    assertThat(result.lines().get(1)).contains(Canned.SESSION, "◆ approval", "+48 -3");
    assertThat(result.lines().get(2)).contains("8w2hx5n1ra", "✗ failed");
  }

  @Test
  void aNarrowTerminalShortensTitlesAndNeverIds() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("completed", "")));
    Typed.Result result = user.at(Screen.terminal(80)).with("NO_COLOR", "1").run("sessions");

    assertThat(result.lines().get(1)).contains(Canned.SESSION).endsWith("…");
    assertThat(result.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("completed", "")));
    Screen terminal = Screen.terminal(120);

    assertThat(user.run("sessions").out()).doesNotContain("\u001b");
    assertThat(user.at(terminal).run("sessions").out()).contains("\u001b[32m✓ done\u001b[0m");
    assertThat(user.with("NO_COLOR", "1").run("sessions").out()).doesNotContain("\u001b");
  }

  @Test
  void aTitleIsAsciiAlsoInOneLine() {
    daemon.answer("GET " + BESIDE, 200, Canned.session(Canned.SESSION, "completed", "", "long …"));

    assertThat(user.with("LANG", "C").run("wait", Canned.SESSION).out())
        .contains("long ...")
        .isASCII();
  }

  @Test
  void marksAreAsciiWhereTheLocaleIsNotUtf8() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("completed", "")));

    assertThat(user.with("LANG", "C").run("sessions").out()).contains("+ done").isASCII();
    daemon.answer("GET " + BESIDE, 200, Canned.session(Canned.SESSION, "completed", "", "long …"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer("GET " + BESIDE + "/followups", 200, Canned.page());
    assertThat(user.run("sessions", "show", Canned.SESSION).out()).contains("long ...").isASCII();
  }

  @Test
  void whatAnAgentWroteCannotSteerTheTerminal() {
    daemon.answer(
        "GET /api/v1/sessions",
        200,
        Canned.page(Canned.session("8w2hx5n1ra", "completed", "", "\\u001b[2Jgone\\u202eabc\\n")));

    assertThat(user.at(Screen.terminal(200)).run("sessions").out())
        .contains("\\u{1b}[2Jgone\\u{202e}abc")
        .doesNotContain("\u001b[2J", "\u202e");
  }

  @Test
  void showTellsWhatASessionAsksAndWhatCanBeDone() {
    daemon.answer("GET " + BESIDE, 200, Canned.session("waiting_for_user", "approval"));
    daemon.answer(
        "GET /api/v1/input-requests",
        200,
        Canned.page(
            Canned.request(
                Canned.REQUEST, Canned.SESSION, "2026-01-01T10:00:00Z", "Bash: npm test")));

    daemon.answer("GET " + BESIDE + "/followups", 200, Canned.page());

    Typed.Result result = user.run("sessions", "show", Canned.SESSION, "--utc");

    assertThat(result.lines().getFirst()).startsWith(Canned.SESSION);
    assertThat(result.out())
        .contains("◆ needs you: approval", "10:00:00", "Bash: npm test", "held back: 1 hook")
        .contains("/repos/my-app/.orchestrator/worktrees/" + Canned.SESSION, "followup, stop");
  }

  @Test
  void theDiffIsPassedOnByteForByte() {
    byte[] patch = "diff --git a/x b/x\r\n+\u001b[1m\0\n".getBytes(StandardCharsets.ISO_8859_1);
    daemon.bytes("GET " + BESIDE + "/diff", "text/x-patch", patch);

    assertThat(user.run("diff", Canned.SESSION).out().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(patch);
  }

  @Test
  void waitTellsTheOutcomeByItsExitCode() {
    daemon
        .answer("GET " + BESIDE, 200, Canned.session("completed", ""))
        .answer("GET " + BESIDE, 200, Canned.session("completed", ""))
        .answer("GET " + BESIDE, 200, Canned.session("failed", "agent_error"))
        .answer("GET " + BESIDE, 200, Canned.session("failed", "agent_error"))
        .answer("GET " + BESIDE, 200, Canned.session("waiting_for_user", "question"))
        .answer("GET " + BESIDE, 200, Canned.session("waiting_for_user", "question"))
        .answer("GET " + BESIDE, 200, Canned.session("running", "working"))
        .answer("GET /api/v1/events", 200, Canned.page())
        .bytes("GET /api/v1/stream/events", "text/event-stream", new byte[] {'\n'});

    assertThat(user.run("wait", Canned.SESSION).exit()).isZero();
    assertThat(user.run("wait", Canned.SESSION, "--until", "done").exit()).isEqualTo(4);
    assertThat(user.run("wait", Canned.SESSION, "--until", "done,needs-you").exit()).isEqualTo(5);
    assertThat(user.run("wait", Canned.SESSION, "--timeout", "100ms").exit()).isEqualTo(1);
    assertThat(user.run("wait", Canned.SESSION, "--timeout", "soon").exit()).isEqualTo(2);
    assertThat(user.run("wait", Canned.SESSION, "--until", "dnoe").err()).contains("\"done\"");
  }

  @Test
  void followupStopAndResumeSayHowTheSessionIsNow() {
    String waits = kept("auto").replace("\"note\":null", "\"note\":\"an approval waits\"");
    daemon.answer("POST " + BESIDE + "/followup", 202, waits);
    daemon.answer("POST " + BESIDE + "/stop", 202, Canned.session("running", "working"));
    daemon.answer("POST " + BESIDE + "/resume", 202, Canned.session("running", "working"));

    Typed.Result kept = user.run("followup", Canned.SESSION, "focus", "on errors");
    assertThat(kept.out()).startsWith(Canned.SESSION).contains("kept");
    assertThat(kept.err()).contains("an approval waits");
    assertThat(user.run("sessions", "followup", Canned.SESSION, "--interrupt", "x").exit())
        .isZero();
    assertThat(user.piping("from a file").run("resume", Canned.SESSION, "-").exit()).isZero();
    assertThat(user.run("stop", Canned.SESSION).exit()).isZero();
    assertThat(daemon.requests("POST " + BESIDE + "/followup"))
        .extracting(StubDaemon.Seen::body)
        .containsExactly(
            "{\"message\":\"focus on errors\"}", "{\"message\":\"x\",\"mode\":\"interrupt\"}");
    assertThat(daemon.requests("POST " + BESIDE + "/resume").getFirst().body())
        .isEqualTo("{\"message\":\"from a file\"}");
    assertThat(daemon.requests("POST " + BESIDE + "/stop").getFirst().body())
        .isEqualTo("{\"reason\":\"user\"}");
  }

  @Test
  void aKeptFollowupIsSaidToBeForALaterTurnOnlyWhereTheRunningOneCannotTakeIt() {
    daemon
        .answer("POST " + BESIDE + "/followup", 202, kept("auto"))
        .answer("POST " + BESIDE + "/followup", 202, kept("next_turn"));

    assertThat(user.run("followup", Canned.SESSION, "x").out())
        .contains("kept until the agent takes it, in this turn or a later one, place 1");
    assertThat(user.run("followup", Canned.SESSION, "--next-turn", "x").out())
        .contains("kept for a later turn, place 1");
  }

  private static String kept(String mode) {
    return """
    {"delivery":"kept","session":%s,"follow_up":{"id":"ffffffffff","message":"x","mode":"%s",\
    "position":1,"created_at":"2026-03-01T12:00:00Z","version":1},"request":null,"note":null}\
    """
        .formatted(Canned.session("running", "working"), mode);
  }

  @Test
  void aSlipOfTheFingersIsMisuseAndNamesTheNearest() {
    Typed.Result command = user.run("sned");
    Typed.Result option = user.run("sessions", "list", "--satte", "x");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains("\"sned\"", "\"send\"");
    assertThat(option.exit()).isEqualTo(2);
    assertThat(option.err()).contains("\"--satte\"", "\"--state\"");
    assertThat(user.run("send", "claude").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus --json",
        "--json bogus",
        "sessions show --json",
        "sessions show % --json",
        "send --json",
        "sessions --limit abc --json",
        "sessions list --satte x --json",
        "apply --json"
      })
  void aProgramGetsAMisuseAsAProblemWhereverItAsksForIt(String line) {
    Typed.Result result = user.run(line.split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.out())
        .startsWith("{\"type\":\"urn:orch:cli:misuse\"")
        .contains("\"detail\":\"orch", "\"hint\":");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void behindTwoDashesNobodyAsksForAProblem() {
    Typed.Result result = user.run("sessions", "show", Canned.SESSION, "--", "--json");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("\"--json\"", "usage: orch sessions show");
  }

  @Test
  void helpIsForEveryCommandAndNeedsNoDaemon() {
    daemon.close();
    for (String name : user.commands().getSubcommands().keySet()) {
      Typed.Result result = user.run(name, "--help");
      assertThat(result.exit()).as(name).isZero();
      assertThat(result.out()).as(name).contains("Examples:", "orch " + name);
    }
    assertThat(user.run("help", "topics").out())
        .contains("waiting_for_user", "75", "ORCH_DAEMON_URL");
    assertThat(user.run("help", "sedn").exit()).isEqualTo(2);
  }

  @Test
  void programsAreToldTheVersionAndGetNoTextForPeople() {
    daemon.close();

    assertThat(user.run("--version", "--json").out()).isEqualTo("{\"version\":\"dev\"}\n");
    for (String line : new String[] {"help topics", "help send", "completion bash", "diff k3v"}) {
      assertThat(user.run(line.substring(0, line.indexOf(' ')), "--help").out())
          .doesNotContain("--json");
      Typed.Result result = user.run((line + " --json").split(" "));
      assertThat(result.exit()).as(line).isEqualTo(2);
      assertThat(result.out()).as(line).contains("urn:orch:cli:misuse", "--json");
    }
  }

  @Test
  void whatLooksLikeAFileOfArgumentsIsAPrompt() {
    daemon.answer("POST /api/v1/commands", 201, Canned.command());

    assertThat(user.run("send", "claude", "implement", "my-app", "@nobody please").exit()).isZero();
    assertThat(daemon.requests("POST /api/v1/commands").getFirst().body())
        .contains("\"prompt\":\"@nobody please\"");
    assertThat(user.run("send", "claude", "implement", "my-app", "--", "--dry-run").exit())
        .isZero();
    assertThat(daemon.requests("POST /api/v1/commands").getLast().body())
        .contains("\"prompt\":\"--dry-run\"");
  }

  @Test
  void anAgentMayReadAndNotDecide() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page());
    user.with("ORCH_SESSION_ID", Canned.SESSION);

    assertThat(user.run("sessions").exit()).isZero();
    assertThat(user.run("answer", "1", "allow").exit()).isEqualTo(1);
    assertThat(user.run("stop", Canned.SESSION).exit()).isEqualTo(1);
    assertThat(user.run("token").exit()).isEqualTo(1);
    assertThat(daemon.requests()).noneMatch(seen -> seen.method().equals("POST"));
  }

  @Test
  void theTokenIsPrintedWithANewLine() {
    assertThat(user.run("token").out()).isEqualTo(StubDaemon.TOKEN + "\n");
  }

  @Test
  void aDamagedTokenIsNotPassedOn() throws IOException {
    Files.write(user.stateFolder().resolve("token"), new byte[] {'a', '\n', (byte) 0xff, 27});

    Typed.Result result = user.run("token");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("does not hold a token", "remove the file");
  }

  @Test
  void aloneItShowsTheStateOfThings() {
    daemon.answer(
        "GET /api/v1/projects", 200, Canned.page(Canned.project("my-app", "/repos/my-app")));
    daemon.sessions(
        Canned.session("waiting_for_user", "approval"),
        Canned.session("8w2hx5n1ra", "running", "working", "move invoices"));
    daemon.answer(
        "GET /api/v1/input-requests",
        200,
        Canned.page(
            Canned.request(
                Canned.REQUEST, Canned.SESSION, "2026-01-01T10:00:00Z", "Bash: npm test")));

    Typed.Result result = user.run();

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("1 project", "● 1 working", "◆ 1 needs you", "Bash: npm test");
    assertThat(result.err().lines()).hasSize(3).allMatch(line -> line.startsWith("orch "));
  }

  @Test
  void whoListedAProjectNeverSeesItsSecrets() {
    daemon.answer("GET /api/v1/projects/my-app", 200, Canned.project("my-app", "/repos/my-app"));

    assertThat(user.run("projects", "show", "my-app").out())
        .contains("TOKEN")
        .doesNotContain("hush");
  }
}
