package dev.orch.cli.command.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.Typed;
import dev.orch.cli.process.LiveProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on without a daemon, and how to get at it again. */
class DownTest {
  private static final String OTHER = "8w2hx5n1ra";

  @TempDir private Path home;
  private Process process;
  private StubDaemon daemon;
  private Typed user;

  @BeforeEach
  void aDaemonRunsWithASessionAtWorkAndOneThatIsBlocked() throws IOException {
    user = new Typed(home);
    process = new ProcessBuilder("sleep", "600").start();
    daemon =
        new StubDaemon()
            .announce(
                user.stateFolder(),
                process.pid(),
                LiveProcess.startTicks(process.pid()).orElseThrow());
    daemon.sessions(
        Canned.session("running", "working"),
        Canned.session(OTHER, "waiting_for_user", "rate_limited", "x"));
    daemon.answer("GET /api/v1/sessions/" + Canned.SESSION + "/turns", 200, turns("null"));
    daemon.answer(
        "GET /api/v1/sessions/" + OTHER + "/turns",
        200,
        turns(
            "{\"verdict\":\"blocked\",\"by\":\"protocol\",\"reason\":\"rate_limited\",\"detail\":null,"
                + "\"hint\":null,\"evidence\":[]}"));
  }

  @AfterEach
  void theDaemonEnds() {
    daemon.close();
    process.destroyForcibly();
  }

  @Test
  void onlyAgentsThatRunGoOnAndWhatIsSaidOfThemWorks() throws InterruptedException {
    Typed.Result result = user.run("down");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("1 agent goes on");
    assertThat(result.err()).contains("orch down --all").doesNotContain("&&");
    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  void programsAreToldTheSameNumber() {
    assertThat(user.run("down", "--json").out()).contains("\"sessions_left\":1");
  }

  @Test
  void allOfThemAreStoppedAndWaitedForOnTheStream() {
    String running = "GET /api/v1/sessions?state=running";
    String stop = "POST /api/v1/sessions/%s/stop";
    String one = "GET /api/v1/sessions/" + Canned.SESSION;
    daemon
        .answer(stop.formatted(Canned.SESSION), 202, Canned.session("running", "working"))
        .answer(stop.formatted(OTHER), 409, Canned.problem("illegal_transition", 409, ""))
        .answer("GET /api/v1/events", 200, Canned.page())
        .stream(
            "GET /api/v1/stream/events", reasonChanged(6), reasonChanged(7), Canned.completed(8));
    daemon
        .answer(running, 200, Canned.page(Canned.session("running", "working")))
        .answer(running, 200, Canned.page())
        .answer("GET /api/v1/sessions?state=waiting_for_user", 200, Canned.page())
        .instead("GET /api/v1/stats", 200, Canned.stats("{\"failed\":9}", "{}", 0));
    for (int looks = 0; looks < 4; looks++) {
      daemon.answer(one, 200, Canned.session("running", "working"));
    }
    daemon.answer(one, 200, Canned.session("stopped", "shutdown"));

    Typed.Result result = user.run("down", "--all");

    assertThat(result.out()).contains("No agent is running");
    assertThat(daemon.requests(stop.formatted(Canned.SESSION))).hasSize(1);
    assertThat(daemon.requests(stop.formatted(OTHER))).hasSize(1);
    assertThat(daemon.requests("GET /api/v1/stream/events")).hasSize(1);
    assertThat(daemon.requests("GET /api/v1/sessions"))
        .allMatch(seen -> seen.query().contains("queued=") || seen.query().contains("state="))
        .filteredOn(seen -> seen.query().contains("state=running"))
        .as("not once for each event")
        .hasSize(4);
  }

  private static String reasonChanged(long seq) {
    return Canned.event(
        seq,
        "session.reason_changed",
        "{\"state\":\"running\",\"from\":\"working\",\"to\":\"stopping\"}");
  }

  @Test
  void oneWithoutItsDatabaseIsEndedAndNoNumberIsMadeUp() throws InterruptedException {
    daemon.instead("GET /api/v1/health", 503, Canned.lostDatabase());

    Typed.Result result = user.run("down");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("has stopped", "not known").doesNotContainPattern("\\d");
    assertThat(result.err()).contains("deleted or replaced", "orch up");
    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  void programsAreToldThatItIsNotKnown() {
    daemon.instead("GET /api/v1/health", 503, Canned.lostDatabase());

    assertThat(user.run("down", "--json").out())
        .contains("\"stopped_pid\":" + process.pid(), "\"sessions_left\":null");
  }

  @Test
  void withoutItsDatabaseTheAgentsAreEndedByTheirRunFolders() throws Exception {
    daemon.instead("GET /api/v1/health", 503, Canned.lostDatabase());
    Path run = Files.createDirectories(user.stateFolder().resolve("runs/k3v9m2p7qd/2"));
    Process agent = new ProcessBuilder("sleep", "600").start();
    ProcessBuilder child = new ProcessBuilder("sleep", "600");
    child.environment().put("ORCH_RUN", "k3v9m2p7qd/2");
    Process left = child.start();
    Files.writeString(
        run.resolve("agent"),
        "v1 %d %d\n".formatted(agent.pid(), LiveProcess.startTicks(agent.pid()).orElseThrow()));

    Typed.Result result = user.run("down", "--all");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("has stopped", "1 agent was ended");
    assertThat(result.err()).contains("deleted or replaced", "put the database back");
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(agent.waitFor()).isEqualTo(143);
    assertThat(left.waitFor()).isEqualTo(137);
  }

  @Test
  void anyOtherProblemEndsNothing() {
    daemon.instead("GET /api/v1/health", 500, Canned.problem("internal", 500, ""));

    assertThat(user.run("down").exit()).isEqualTo(1);
    assertThat(process.isAlive()).isTrue();
  }

  private static String turns(String outcome) {
    return Canned.page(
        """
        {"number":1,"kind":"start","prompt":"x","pid":77,"started_at":"2026-01-01T10:00:00Z",
        "ended_at":null,"exit_code":null,"outcome":%s,"usage":%s}\
        """
            .formatted(outcome, Canned.NO_USAGE));
  }
}
