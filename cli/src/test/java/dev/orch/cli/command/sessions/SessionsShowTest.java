package dev.orch.cli.command.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of one session. */
class SessionsShowTest extends StubbedSuite {
  private static final String BESIDE = "GET /api/v1/sessions/" + Canned.SESSION;

  @BeforeEach
  void nothingWaits() {
    daemon.answer("GET /api/v1/input-requests", 200, Canned.page());
    daemon.answer(BESIDE + "/followups", 200, Canned.page());
  }

  @Test
  void aReleasedWorktreeIsCalledSoWithWhatBringsItBack() {
    daemon.answer(
        BESIDE,
        200,
        Canned.session("completed", "")
            .replace("\"released_at\":null", "\"released_at\":\"2026-01-01T11:00:00Z\""));

    assertThat(user.run("sessions", "show", Canned.SESSION, "--utc").out())
        .containsPattern("released +.*11:00:00.*next turn");
  }

  @Test
  void ofADeletedOneNoPlaceOfItsLogIsNamed() {
    daemon.answer(
        BESIDE, 200, Canned.session("deleted", "").replace("\"/repos/my-app/x.log\"", "null"));

    assertThat(user.run("sessions", "show", Canned.SESSION).lines())
        .noneMatch(line -> line.strip().startsWith("log"));
  }
}
