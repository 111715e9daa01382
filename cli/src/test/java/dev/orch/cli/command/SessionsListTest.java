package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.Test;

/** What a list of sessions says besides its rows. */
class SessionsListTest extends StubbedSuite {

  @Test
  void aSearchThatOnlyArchivedSessionsFitSaysSo() {
    daemon
        .answer("GET /api/v1/sessions", 200, Canned.page())
        .answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("archived", "")));

    Typed.Result result = user.run("sessions", "list", "--search", "retry billing");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("orch sessions list --search \"retry billing\" --archived");
    assertThat(daemon.requests("GET /api/v1/sessions").getLast().query())
        .contains("q=retry", "state=archived", "archived=true");
  }

  @Test
  void whoAsksForArchivedOnesIsShownThem() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("archived", "")));

    user.run("sessions", "list", "--state", "Archived");

    assertThat(daemon.requests("GET /api/v1/sessions").getLast().query())
        .contains("state=archived", "archived=true");
  }

  @Test
  void aSearchThatNoSessionFitsAdvisesNoArchivedOnes() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page());

    assertThat(user.run("sessions", "list", "--search", "retry").err())
        .isNotBlank()
        .doesNotContain("--archived");
  }

  @Test
  void aDeletedSessionIsDeletedWhateverItWasBefore() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("deleted", "user")));

    assertThat(user.run("sessions").lines().getLast())
        .contains("■ deleted ")
        .doesNotContain("stopped", "user");
  }
}
