package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that wait for a place say where they stand and what they wait for. */
class QueuedTest extends StubbedSuite {
  private static final String ONE = "/api/v1/sessions/" + Canned.SESSION;

  private static String queued(String state, String reason, int position, String because) {
    return Canned.session(state, reason)
        .replace(
            "\"queued\":null",
            """
            "queued":{"since":"2026-01-01T10:00:00Z","position":%d,"because":"%s","limit":2,
            "running":["8w2hx5n1ra","q7d1c4t8zz"],"not_before":null}\
            """
                .formatted(position, because));
  }

  private static String created(int position, String because) {
    return queued("created", "queued", position, because);
  }

  @ParameterizedTest
  @CsvSource({
    "1, global, queued 1st, 2 of 2 running",
    "2, project, queued 2nd, this project",
    "3, agent, queued 3rd, this agent",
    "11, processes, queued 11th, processes",
    "22, memory, queued 22nd, memory",
    "23, disk, queued 23rd, disk",
    "112, rate_limit, queued 112th, rate limit",
    "113, could_not_begin, queued 113th, could not begin"
  })
  void theListShowsPlaceAndCause(int position, String because, String place, String cause) {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(created(position, because)));

    assertThat(user.run("sessions").lines().get(1)).contains("○ " + place + " ", cause);
  }

  @Test
  void oneIsShownWithThoseItWaitsFor() {
    daemon.answer("GET " + ONE, 200, created(2, "global"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer("GET " + ONE + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", Canned.SESSION).out())
        .contains("○ queued 2nd: 2 of 2 running", "8w2hx5n1ra q7d1c4t8zz");
  }

  @Test
  void oneThatCouldNotBeginIsShownWithWhenItIsTriedAgain() {
    String session =
        created(2, "could_not_begin")
            .replace("\"not_before\":null", "\"not_before\":\"2026-01-01T10:04:00Z\"");
    daemon.answer("GET " + ONE, 200, session);
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer("GET " + ONE + "/followups", 200, Canned.page());

    assertThat(user.run("sessions", "show", "--utc", Canned.SESSION).out())
        .contains("queued 2nd: could not begin", "tried again at", "10:04:00");
  }

  @Test
  void whatIsSentAndHasToWaitSaysSo() {
    daemon.answer(
        "POST /api/v1/commands",
        201,
        Canned.command().replace(Canned.session("running", "working"), created(1, "global")));
    daemon.answer("GET /api/v1/agents", 200, Canned.page());

    Typed.Result result = user.run("send", "claude implement my-app add error handling");

    assertThat(result.out()).contains("○ queued 1st: 2 of 2 running", "8w2hx5n1ra q7d1c4t8zz");
    assertThat(result.exit()).isZero();
  }

  @Test
  void theOverviewCountsThemAndShowsThem() {
    daemon.answer("GET /api/v1/projects", 200, Canned.page(Canned.project("my-app", "/x")));
    daemon.sessions(
        created(1, "global"),
        queued("failed", "agent_error", 2, "global").replace(Canned.SESSION, "8w2hx5n1ra"),
        Canned.session("q7d1c4t8zz", "failed", "agent_error", "x"));
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());

    assertThat(user.run().out())
        .contains("○ 2 queued", "queued 1st", "queued 2nd", "2 of 2 running", "✗ 1 failed")
        .doesNotContain("working");
    assertThat(daemon.requests("GET /api/v1/sessions"))
        .as("all sessions are not read to count them")
        .hasSize(2)
        .allMatch(seen -> seen.query().contains("queued=") || seen.query().contains("state="));
  }

  @Test
  void whatIsDoneAndQueuedAgainIsNotDone() {
    for (int looks = 0; looks < 2; looks++) {
      daemon.answer("GET " + ONE, 200, queued("completed", "", 1, "global"));
    }
    daemon.answer("GET " + ONE, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/events", 200, Canned.page(Canned.COMPLETED));

    assertThat(user.run("wait", Canned.SESSION).exit()).isZero();

    assertThat(daemon.requests("GET " + ONE)).hasSize(3);
  }
}
