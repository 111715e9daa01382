package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands take what people type, and how they say what they were not asked for. */
class MannersTest extends StubbedSuite {
  private static final String BESIDE = "GET /api/v1/sessions/" + Canned.SESSION;

  @Test
  void sessionsFitANarrowTerminalWithTheirIdsWhole() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("completed", "")));

    Typed.Result narrow = user.at(Screen.terminal(40)).with("NO_COLOR", "1").run("sessions");

    assertThat(narrow.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    assertThat(narrow.out()).contains(Canned.SESSION, "my-app", "✓ done", "add error");
  }

  @Test
  void eachSessionIsOneLineOfANarrowTerminal() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("completed", "")));

    Typed.Result narrow = user.at(Screen.terminal(60)).with("NO_COLOR", "1").run("sessions");

    assertThat(narrow.lines()).hasSize(2);
    assertThat(narrow.lines().getLast())
        .contains(Canned.SESSION, "my-app", "✓ done", "add error")
        .hasSizeLessThanOrEqualTo(60);
  }

  @Test
  void pathsAreNeverCut() {
    daemon.answer(BESIDE, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(BESIDE + "/followups", 200, Canned.page());

    assertThat(user.at(Screen.terminal(40)).run("sessions", "show", Canned.SESSION).out())
        .contains("/repos/my-app/.orchestrator/worktrees/" + Canned.SESSION);
  }

  @Test
  void aSessionThatChangedNothingCountsNoFilesAndOffersNoneToTake() {
    daemon.answer(
        BESIDE,
        200,
        Canned.session("completed", "")
            .replace(
                "\"files\":4,\"added\":48,\"removed\":3", "\"files\":0,\"added\":0,\"removed\":0"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(BESIDE + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION).out())
        .containsPattern("changes +none")
        .doesNotContain("git apply", "+0");
  }

  @Test
  void aStateMayBeSaidAsItIsShown() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page());
    for (String said : new String[] {"needs-you", "Needs you", "waiting_for_user"}) {
      user.run("sessions", "--state", said);
    }
    user.run("sessions", "list", "--state", "done");

    assertThat(daemon.requests("GET /api/v1/sessions"))
        .extracting(StubDaemon.Seen::query)
        .containsExactly(
            "state=waiting_for_user",
            "state=waiting_for_user",
            "state=waiting_for_user",
            "state=completed");
  }

  @Test
  void whatIsMissingOfAnAgentIsSaidOnce() {
    daemon.answer(
        "GET /api/v1/agents",
        200,
        Canned.page(
            """
            {"id":"codex","name":"x","available":false,"version":null,"binary":null,
            "logged_in":null,"capabilities":[],"problems":["it is planned"],"hint":"it is planned",
            "environment":{"declared":[],"passed":[],"held_back":[]}}\
            """));

    assertThat(user.run("agents").out()).containsOnlyOnce("it is planned");
  }

  @Test
  void aStopOnItsWayAndKeptMessagesAreShown() {
    daemon.answer(
        BESIDE,
        200,
        Canned.session("running", "working")
            .replace(
                "\"stopping\":null",
                "\"stopping\":{\"rung\":\"interrupt\",\"next_at\":\"9026-01-01T10:00:09Z\"}"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(
        BESIDE + "/followups",
        200,
        Canned.page(
            """
            {"id":"f1f1f1f1f1","message":"also the docs","mode":"auto","position":1,
            "created_at":"2026-01-01T10:00:00Z","version":1}\
            """));

    assertThat(user.run("sessions", "show", Canned.SESSION, "--utc").out())
        .contains("interrupt", "10:00:09", "also the docs");
  }

  @Test
  void aStopThatHasDoneNothingYetIsShownToo() {
    daemon.answer(
        BESIDE,
        200,
        Canned.session("running", "working")
            .replace("\"stopping\":null", "\"stopping\":{\"rung\":null,\"next_at\":null}"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(BESIDE + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION).out())
        .contains("stopping")
        .doesNotContain("next step");
  }

  @Test
  void aNextStepThatShouldHaveBeenTakenIsNoneToWaitFor() {
    daemon.answer(
        BESIDE,
        200,
        Canned.session("created", "working")
            .replace(
                "\"stopping\":null",
                "\"stopping\":{\"rung\":null,\"next_at\":\"2026-01-01T10:00:09Z\"}"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(BESIDE + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION).out())
        .contains("asked for")
        .doesNotContain("next step");
  }

  @Test
  void anIdInTheWrongPlaceLeadsToTheRightOne() {
    Typed.Result result = user.run("sessions", Canned.SESSION);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("\"orch sessions show " + Canned.SESSION + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "projects trust my-app", "help rules"})
  void aPlannedCommandIsCalledSoWithWhatToUseUntilThen(String line) {
    Typed.Result result = user.run(line.split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("planned", "use now  ").doesNotContain("unknown");
  }

  @Test
  void aWordThatCannotBeMeantIsAMisuseAndNothingIsAsked() {
    assertThat(user.run("stop", "").exit()).isEqualTo(2);
    assertThat(user.run("projects", "add", "").exit()).isEqualTo(2);
    assertThat(user.run("sessions", "show", " ").err()).contains("SESSION");
    assertThat(user.run("stop", "..").exit()).isEqualTo(2);
    assertThat(user.run("answer", "a/b", "allow").err()).contains("a/b", "REQUEST");
    assertThat(user.run("logs", Canned.SESSION, "--lines", "5").err()).contains("--raw");
    assertThat(user.run("logs", Canned.SESSION, "--turn", "2").err()).contains("--raw");
    assertThat(user.run("logs", "-f", "--raw", Canned.SESSION, "--lines", "5").err())
        .contains("--lines");
    assertThat(user.run("logs", "--raw", Canned.SESSION, "--turn", "2", "--json").exit())
        .isEqualTo(2);
    assertThat(user.run("logs", "--daemon", "-f").err()).contains("tail -f", "daemon.log");

    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void noDaemonIsAProblemForProgramsToo() {
    daemon.close();
    Typed nobody = new Typed(home.resolve("other")).with("PORT", "1");

    Typed.Result result = nobody.run("health", "--json");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains("\"type\":\"urn:orch:cli:no_daemon\"", "\"start_it\":\"orch up\"")
        .contains("\"hint\":\"start it: orch up\"");
  }

  @Test
  void aPortThatIsNoneIsNamed() {
    Typed nobody = new Typed(home.resolve("other"));

    assertThat(nobody.with("PORT", "abc").run("health").err()).contains("\"abc\"", "65535");
    assertThat(nobody.with("PORT", "99999").run("health").exit()).isEqualTo(3);
  }

  @Test
  void noAddressIsNamedWherePortZeroNamesNone() {
    Typed nobody = new Typed(home.resolve("other"));

    assertThat(nobody.with("PORT", "0").run("health").err())
        .contains("No daemon is running", "orch up")
        .doesNotContain(":0");
  }

  @Test
  void aPathIsNoProject() {
    Typed.Result result = user.run("projects", "show", "a/b");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("\"a/b\"", "slug", "orch projects");
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void countsAreSaidAsPeopleDo() {
    daemon.answer("GET /api/v1/config", 200, "{\"settings\":[],\"warnings\":[]}");
    String waiting = Canned.session("waiting_for_user", "approval");
    daemon.sessions(waiting, waiting);
    daemon.answer(
        BESIDE, 200, Canned.session("completed", "").replace("\"files\":4", "\"files\":1"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(BESIDE + "/followups", 200, Canned.page());

    assertThat(user.run("status").out()).contains("2 need you");
    assertThat(user.run("sessions", "show", Canned.SESSION).out()).contains("in 1 file\n");
  }

  @Test
  void anAskedForEndIsNoFailure() {
    daemon.answer(BESIDE, 200, Canned.session("stopped", "user"));

    assertThat(user.run("wait", Canned.SESSION).exit()).isEqualTo(4);
    assertThat(user.run("wait", Canned.SESSION, "--until", "stopped").exit()).isZero();
    assertThat(user.run("wait", Canned.SESSION, "--until", "failed").exit()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff k3v9m2p7qd", "token", "sessions", "sessions --json", "stop --help"})
  void outputThatCannotBeWrittenIsAnErrorUnlessItsReaderHasGone(String line) {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("completed", "")));
    daemon.bytes(BESIDE + "/diff", "text/x-patch", new byte[] {'x', '\n'});

    Typed.Result full = user.runUnwritable("No space left on device", line.split(" "));
    Typed.Result gone = user.runUnwritable("Broken pipe", line.split(" "));

    assertThat(full.exit()).isEqualTo(1);
    assertThat(full.err()).contains("write error: No space left on device");
    assertThat(gone.exit()).isZero();
    assertThat(gone.err()).isEmpty();
  }

  @Test
  void aWordThatIsNoNumberIsCalledSo() {
    assertThat(user.run("sessions", "--limit", "many").err()).contains("\"many\" is not a number");
    assertThat(user.run("events", "--after", "x").err()).contains("is not a number");
    assertThat(user.run("sessions", "--limit", "99999999999").err()).contains("too large");
    assertThat(daemon.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "sessions list"})
  void whoLooksForWordsAsTheApiDoesIsLedToTheOption(String line) {
    assertThat(user.run((line + " -q retry").split(" ")).err()).contains("mean \"--search\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "completion bash",
        "demo",
        "diff k3v9m2p7qd",
        "logs --daemon",
        "help send"
      })
  void whatIsForPeopleAloneRefusesJsonAsAProblem(String line) {
    Typed.Result result = user.run((line + " --json").split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).contains("\"type\":\"urn:orch:cli:misuse\"", "--json");
    assertThat(result.err()).isEmpty();
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void whoWaitsAtATerminalIsToldForWhat() {
    daemon.answer("GET /api/v1/projects", 200, Canned.page());
    CountDownLatch told = new CountDownLatch(1);
    daemon.beforeAnswering(() -> await(told));

    Typed.Result result =
        user.at(Screen.terminal(80)).whenTold(told::countDown).run("projects", "list");

    assertThat(result.err()).containsOnlyOnce("waiting for the daemon ...");
  }

  @Test
  void whatIsDoneMeanwhileIsSaidOnceAndBetter() {
    daemon.answer("GET /api/v1/agents", 200, Canned.page());
    CountDownLatch told = new CountDownLatch(1);
    daemon.beforeAnswering(() -> await(told));

    Typed.Result result = user.at(Screen.terminal(80)).whenTold(told::countDown).run("agents");

    assertThat(result.err()).contains("looking for agents ...").doesNotContain("the daemon");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
