package dev.orch.cli.command.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.Test;

/** Who asks for a word is shown what stands under that word, and nothing else. */
class SessionsByWordTest extends StubbedSuite {
  private static final String LIST = "GET /api/v1/sessions";
  private static final String RESUMED = queued("aaaaaaaaaa", "failed", "agent_error");
  private static final String WAITING = queued("bbbbbbbbbb", "created", "queued");
  private static final String PREPARING =
      Canned.session("cccccccccc", "created", "preparing", "x")
          .replace("\"created_at\":\"2026-01-01T10", "\"created_at\":\"2026-01-01T09");
  private static final String WORKING = Canned.session("dddddddddd", "running", "working", "x");
  private static final String FAILED = Canned.session("eeeeeeeeee", "failed", "agent_error", "x");

  @Test
  void whatWaitsForAPlaceIsQueuedInWhateverStateItIs() {
    daemon.sessions(RESUMED, WAITING, PREPARING, WORKING, FAILED);

    Typed.Result result = user.run("sessions", "--state", "queued");

    assertThat(result.out())
        .contains("aaaaaaaaaa", "bbbbbbbbbb")
        .doesNotContain("cccccccccc", "dddddddddd", "eeeeeeeeee");
    assertThat(daemon.requests(LIST))
        .extracting(StubDaemon.Seen::query)
        .containsExactly("queued=true");
  }

  @Test
  void whatIsPreparedWorksAlready() {
    workingOnes();

    Typed.Result result = user.run("sessions", "--state", "working");

    assertThat(result.lines().stream().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).contains("dddddddddd"),
            line -> assertThat(line).contains("cccccccccc"));
    assertThat(daemon.requests(LIST))
        .extracting(StubDaemon.Seen::query)
        .containsExactly("state=created&limit=500", "state=running&limit=500");
  }

  @Test
  void aListOfSeveralStatesIsCutWhereItWasSaidAndSaysSo() {
    workingOnes();

    Typed.Result result = user.run("sessions", "--state", "working", "--limit", "1");

    assertThat(result.out()).contains("dddddddddd").doesNotContain("cccccccccc");
    assertThat(result.err()).contains("1 more", "--limit");
    assertThat(user.run("sessions", "--state", "working", "--limit", "0").exit()).isEqualTo(2);
    assertThat(user.run("sessions", "--state", "working", "--cursor", "c2=").exit()).isEqualTo(2);
  }

  @Test
  void whatHasFailedAndWaitsForAPlaceIsNotAmongTheFailedForProgramsToo() {
    daemon.answer(LIST, 200, behind(RESUMED, FAILED));

    assertThat(user.run("sessions", "--state", "failed").out())
        .contains("eeeeeeeeee")
        .doesNotContain("aaaaaaaaaa");
    assertThat(user.run("sessions", "--state", "failed", "--json").out())
        .contains("\"id\":\"eeeeeeeeee\"", "\"a_field_of_tomorrow\"", "\"next_cursor\":\"c2=\"")
        .doesNotContain("aaaaaaaaaa");
  }

  @Test
  void aPageWithoutAnyIsNotTheEndOfTheList() {
    daemon.answer(LIST, 200, behind(RESUMED));

    assertThat(user.run("sessions", "--state", "failed", "--limit", "1").err())
        .contains("orch sessions list --state failed --limit 1 --cursor c2=");
  }

  private static String behind(String... items) {
    return Canned.page(items).replace("\"next_cursor\":null", "\"next_cursor\":\"c2=\"");
  }

  private void workingOnes() {
    daemon
        .answer(LIST, 200, Canned.page(WAITING, PREPARING))
        .answer(LIST, 200, Canned.page(WORKING));
  }

  private static String queued(String id, String state, String reason) {
    return Canned.session(id, state, reason, "x")
        .replace(
            "\"queued\":null",
            """
            "queued":{"since":"2026-01-01T10:00:00Z","position":1,"because":"global","limit":2,
            "running":["8w2hx5n1ra"],"not_before":null}\
            """);
  }
}
