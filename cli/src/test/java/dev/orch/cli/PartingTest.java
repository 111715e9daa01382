package dev.orch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What somebody is told who interrupts a command that changes something. */
class PartingTest extends StubbedSuite {
  private static final String SENT = "was sent and may be carried out";

  @Test
  void whatIsOnItsWayAndWhereToLook() {
    daemon.answer("POST /api/v1/sessions/k3v/delete", 200, Canned.session("deleted", ""));
    assertThat(interrupted("/delete", "delete", "k3v", "--yes").err())
        .contains(SENT, "orch sessions show k3v");

    daemon.answer("POST /api/v1/trash/k3v/restore", 500, Canned.problem("internal", 500, ""));
    assertThat(interrupted("/restore", "restore", "k3v").err())
        .contains(SENT, "orch trash", "its branch and its worktree");

    daemon.answer("POST /api/v1/sessions/k3v/followup", 500, Canned.problem("internal", 500, ""));
    assertThat(interrupted("/followup", "followup", "k3v", "and tests").err())
        .contains(SENT, "orch sessions show k3v");
  }

  @Test
  void aSessionThatWasMadeByItsId() {
    daemon
        .answer("POST /api/v1/commands", 201, Canned.command())
        .answer("GET /api/v1/commands", 200, Canned.page(soon(Canned.command())))
        .answer("GET /api/v1/sessions/" + Canned.SESSION, 200, Canned.session("completed", ""))
        .answer("GET /api/v1/events", 200, Canned.page(Canned.COMPLETED));

    for (String verb : List.of("send", "run")) {
      Typed.Result result =
          interrupted(
              "/commands", verb, "claude", "implement", "my-app", "--prompt", "add error handling");
      assertThat(result.err()).contains(Canned.SESSION + " goes on: orch wait");
    }
  }

  @Test
  void oneThatWasMadeIsFollowedOn() {
    daemon
        .answer("POST /api/v1/commands", 201, Canned.command())
        .answer("GET /api/v1/sessions/" + Canned.SESSION, 200, Canned.session("completed", ""))
        .answer("GET /api/v1/events", 200, Canned.page(Canned.COMPLETED));

    assertThat(interrupted("/events", "run", "claude", "implement", "my-app", "x").err())
        .contains(Canned.SESSION + " goes on: orch wait");
  }

  @Test
  void nothingWhereNothingWasSentOrAllIsToldAlready() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page());
    assertThat(interrupted("/sessions", "sessions").err()).doesNotContain(SENT);
    daemon.answer("GET /api/v1/projects/my-app", 404, Canned.problem("project_not_found", 404, ""));
    daemon.answer("POST /api/v1/commands", 422, Canned.problem("unknown_project", 422, ""));
    assertThat(interrupted("/projects/my-app", "send", "claude", "review", "my-app", "src").err())
        .doesNotContain(SENT);

    daemon.answer("POST /api/v1/sessions/k3v/archive", 200, Canned.session("archived", ""));
    user.run("archive", "k3v");
    assertThat(daemon.requests("POST /api/v1/sessions/k3v/archive")).hasSize(1);
    user.interrupt();
    assertThat(user.told()).doesNotContain(SENT);
  }

  /** Ctrl-C while the first request of this path is answered. */
  private Typed.Result interrupted(String path, String... command) {
    AtomicBoolean done = new AtomicBoolean();
    daemon.beforeAnswering(() -> {
      boolean come = daemon.requests().getLast().path().endsWith(path);
      if (come && !done.getAndSet(true)) {
        user.interrupt();
      }
    });
    Typed.Result result = user.run(command);
    assertThat(done).as("interrupted at %s", path).isTrue();
    return result;
  }

  /** Recorded behind what is sent in a moment. */
  private static String soon(String command) {
    return command.replaceAll(
        "\"created_at\":\"[^\"]*\"",
        "\"created_at\":\"%s\"".formatted(Instant.now().plusSeconds(60)));
  }
}
