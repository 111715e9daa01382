package dev.orch.cli.command.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking a session's change home. */
class ApplyTest extends StubbedSuite {
  private static final String PATH = " /api/v1/sessions/k3v/apply";

  private static final String FREE =
      """
      {"plan_hash":"h1","hint":null,"files":[{"path":"src/a b.txt","change":"changed","raw":false},
       {"path":"n%FF","change":"added","raw":true}],"conflicts":[],
       "left_out":[{"path":"vendor","why":"it lies in a repository of its own","raw":false}]}\
      """;

  private static final String BLOCKED =
      """
      {"plan_hash":"h2","hint":null,"files":[],"left_out":[],
       "conflicts":[{"path":"a.txt","why":"it holds changes that are not committed","raw":false}]}\
      """;

  private static final String DONE =
      """
      {"plan_hash":"h3","hint":null,"files":[],"conflicts":[],"left_out":[]}\
      """;

  private static final String SESSION = "GET /api/v1/sessions/k3v";

  @Test
  void itSaysWhatWasDoneAndHowToGoOn() {
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("POST" + PATH, 200, Canned.session("completed", ""));

    Typed.Result done = user.run("apply", "k3v");

    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("changed", "\"src/a b.txt\"", "added", "n%FF", "left out");
    assertThat(done.err()).contains("git diff", "git commit", "orch apply k3v --undo");
    assertThat(daemon.requests("POST" + PATH).getFirst().body()).contains("\"plan_hash\":\"h1\"");
  }

  @Test
  void aPathIsWrittenAsAShellTakesIt() {
    daemon.answer(
        "GET" + PATH,
        200,
        """
        {"plan_hash":"h","hint":null,"left_out":[{"path":"c d","why":"why","raw":false}],
         "files":[{"path":"a b.txt","change":"added","raw":false},
          {"path":"a\\nb","change":"added","raw":false}],
         "conflicts":[{"path":"it's","why":"why","raw":false}]}\
        """);
    daemon.answer(SESSION, 200, Canned.session("completed", ""));

    assertThat(user.run("apply", "k3v", "--dry-run").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"a b.txt\""),
            line -> assertThat(line).contains("$'a\\nb'"),
            line -> assertThat(line).contains("\"c d\""),
            line -> assertThat(line).contains("\"it's\""));
  }

  @Test
  void whatIsNotToComeIsNamedToTheDaemonAndInWhatIsAdvised() {
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("POST" + PATH, 200, Canned.session("completed", ""));
    aSessionOf("/repos/my-app");
    daemon.answer(SESSION, 200, Canned.session("completed", ""));
    aSessionOf("/repos/my-app");

    Typed.Result seen = user.run("apply", "k3v", "--dry-run", "--except", "a b", "--except", "c");
    Typed.Result done = user.run("apply", "k3v", "--except", "a b", "--except", "c");

    assertThat(seen.err()).contains("orch apply k3v --except \"a b\" --except c");
    assertThat(done.exit()).isZero();
    assertThat(daemon.requests("GET" + PATH))
        .extracting(StubDaemon.Seen::query)
        .containsOnly("except=a+b&except=c");
    assertThat(daemon.requests("POST" + PATH).getFirst().body())
        .contains("\"except\":[\"a b\",\"c\"]");
    assertThat(user.run("apply", "k3v", "--undo", "--except", "c").exit()).isEqualTo(2);
  }

  private void aSessionOf(String checkout) {
    daemon.answer(SESSION, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/projects/my-app", 200, Canned.project("my-app", checkout));
  }

  /** What the daemon is told, from a folder of the checkout. */
  private String named(String typed) {
    aSessionOf(String.valueOf(home.getParent()));
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("GET" + PATH, 200, FREE);

    assertThat(user.run("apply", "k3v", "--dry-run", "--json", "--except", typed).exit()).isZero();

    String query = daemon.requests("GET" + PATH).getLast().query();
    return URLDecoder.decode(query, StandardCharsets.UTF_8);
  }

  @Test
  void aPathIsTakenHoweverItIsSpelled() {
    String here = "except=" + home.getFileName();
    String worktree = "/repos/my-app/.orchestrator/worktrees/" + Canned.SESSION;

    assertThat(named("./x")).isEqualTo(here + "/x");
    assertThat(named("x/")).isEqualTo(here + "/x");
    assertThat(named("d/../x")).isEqualTo(here + "/x");
    assertThat(named("../c d")).isEqualTo("except=c d");
    assertThat(named(home.resolve("x") + "/")).isEqualTo(here + "/x");
    assertThat(named(worktree + "/src/x")).isEqualTo("except=src/x");
    assertThat(named("/elsewhere/x")).isEqualTo("except=/elsewhere/x");
  }

  /** As it stands in the preview and in what is advised. */
  @Test
  void aPathFromTheTopOfTheCheckoutIsTakenInAFolderOfIt() {
    assertThat(named("src/a b.txt")).isEqualTo("except=src/a b.txt");
    assertThat(named("src/")).isEqualTo("except=src");
    assertThat(named("./src")).isEqualTo("except=" + home.getFileName() + "/src");
  }

  @Test
  void theWholeIsLookedAtOnceHoweverMuchIsNotToCome() {
    aSessionOf(String.valueOf(home.getParent()));
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("GET" + PATH, 200, FREE);

    user.run("apply", "k3v", "--dry-run", "--json", "--except", "x", "--except", "src/y");

    assertThat(daemon.requests("GET" + PATH)).hasSize(2);
  }

  /** The daemon refuses it by that name. */
  @Test
  void theTopOfTheCheckoutIsNoEmptyName() {
    aSessionOf(String.valueOf(home));
    daemon.answer("GET" + PATH, 200, FREE);

    user.run("apply", "k3v", "--dry-run", "--json", "--except", ".");

    assertThat(daemon.requests("GET" + PATH).getLast().query()).isEqualTo("except=.");
  }

  @Test
  void aDryRunSaysWhatHelpsAgainstAConflict() {
    daemon.answer(
        "GET" + PATH, 200, BLOCKED.replaceFirst("}$", ",\"hint\":\"take all the rest\"}"));
    daemon.answer(SESSION, 200, Canned.session("completed", ""));

    assertThat(user.run("apply", "k3v", "--dry-run").err())
        .contains("take all the rest")
        .doesNotContain("stash");
  }

  @Test
  void aDryRunChangesNothing() {
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("GET" + PATH, 200, BLOCKED);
    daemon.answer(SESSION, 200, Canned.session("completed", ""));
    daemon.answer(SESSION, 200, Canned.session("completed", ""));

    assertThat(user.run("apply", "k3v", "--dry-run").exit()).isZero();
    Typed.Result blocked = user.run("apply", "k3v", "--dry-run");

    assertThat(blocked.exit()).isEqualTo(1);
    assertThat(blocked.out()).contains("in the way", "a.txt", "not committed");
    assertThat(daemon.requests("POST" + PATH)).isEmpty();
  }

  @Test
  void aDryRunDoesNotAdviseWhatWouldBeRefused() {
    for (String state : List.of("running", "waiting_for_user")) {
      daemon.answer("GET" + PATH, 200, FREE);
      daemon.answer(SESSION, 200, Canned.session(state, ""));

      assertThat(user.run("apply", "k3v", "--dry-run").err())
          .contains("once the session has ended")
          .doesNotContain("orch apply");
    }
  }

  @Test
  void whereThereIsNothingToDoNothingIsAdvised() {
    daemon.answer("GET" + PATH, 200, DONE);
    daemon.answer("GET" + PATH, 200, DONE);
    daemon.answer("POST" + PATH, 200, Canned.session("completed", ""));

    assertThat(user.run("apply", "k3v", "--dry-run").err())
        .contains("nothing to do")
        .doesNotContain("orch apply");
    Typed.Result done = user.run("apply", "k3v");
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("has all of it");
    assertThat(done.err()).doesNotContain("git commit", "--undo");
  }

  /** The daemon compares once more before it writes, and may have nothing to write. */
  @ParameterizedTest
  @ValueSource(strings = {FREE, DONE})
  void whileItLastsNothingIsSaidToBeWrittenYet(String preview) {
    daemon.answer("GET" + PATH, 200, preview);
    daemon.answer("POST" + PATH, 200, Canned.session("completed", ""));
    CountDownLatch told = new CountDownLatch(1);
    daemon.beforeAnswering(seen -> {
      if (seen.method().equals("POST")) {
        await(told);
      }
    });

    Typed.Result done = user.whenTold(told::countDown).run("apply", "k3v");

    assertThat(done.err())
        .contains(preview.equals(DONE) ? "comparing with the checkout ..." : "taking it home ...")
        .doesNotContain("writing");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void itIsTakenBack() {
    daemon.answer("DELETE" + PATH, 200, Canned.session("completed", ""));

    Typed.Result undone = user.run("apply", "k3v", "--undo");

    assertThat(undone.exit()).isZero();
    assertThat(undone.err())
        .contains("nothing of it but what you have committed", "orch apply k3v")
        .doesNotContain("before the first");
  }

  @Test
  void theSessionTellsThatItWasApplied() {
    String path = "GET /api/v1/sessions/" + Canned.SESSION;
    String session =
        Canned.session("completed", "")
            .replace("\"applied_at\":null", "\"applied_at\":\"2026-01-01T10:00:00Z\"");
    daemon.answer(path, 200, session);
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(path + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION, "--utc").out())
        .containsPattern("applied .*10:00:00.*orch apply " + Canned.SESSION + " --undo");
  }

  @Test
  void programsGetTheAnswerAsItIs() {
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("GET" + PATH, 200, FREE);
    daemon.answer("POST" + PATH, 200, Canned.session("completed", ""));

    assertThat(user.run("apply", "k3v", "--dry-run", "--json").out().strip())
        .isEqualTo(FREE.strip());
    assertThat(user.run("apply", "k3v", "--json").out().strip())
        .isEqualTo(Canned.session("completed", "").strip());
  }

  @Test
  void twoWaysAtOnceAreRefused() {
    assertThat(user.run("apply", "k3v", "--undo", "--dry-run").exit()).isEqualTo(2);
  }

  @Test
  void anAgentTakesNothingHome() {
    user.with("ORCH_SESSION_ID", Canned.SESSION);

    assertThat(user.run("apply", "k3v").exit()).isEqualTo(1);
    assertThat(user.run("apply", "k3v", "--undo").exit()).isEqualTo(1);
    assertThat(daemon.requests("POST" + PATH)).isEmpty();
    assertThat(daemon.requests("DELETE" + PATH)).isEmpty();
  }
}
