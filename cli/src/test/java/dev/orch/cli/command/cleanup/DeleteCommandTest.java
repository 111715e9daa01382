package dev.orch.cli.command.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.Test;

/** What a person sees who deletes a session. */
class DeleteCommandTest extends StubbedSuite {
  private static final String LOOK = "GET /api/v1/sessions/" + Canned.SESSION + "/cleanup-preview";
  private static final String DELETE = "POST /api/v1/sessions/" + Canned.SESSION + "/delete";

  private static final String PREVIEW =
      """
      {"plan_hash":"abc123","freed_bytes":18400000,"items":[
      {"kind":"process","path":"turn 1","size_bytes":0,"lost":true,"raw":false},
      {"kind":"ignored","path":"node_modules/","size_bytes":16900000,"lost":false,"raw":false}]}\
      """;

  private static final String REFUSED =
      """
      {"type":"urn:orch:problem:loses_work","title":"Something would be gone for good",
      "status":409,"detail":"session k3v is at work","instance":"","hint":"see",
      "preview":%s}\
      """
          .formatted(PREVIEW);

  private static final String TRASH =
      """
      {"items":[{"id":"t7h","session_id":"k3v","project_id":"p1","kind":"worktree",
      "size_bytes":1500,"branch":"orch/claude/app/k3v","created_at":"2026-01-01T10:00:00Z",
      "expires_at":"2026-01-31T10:00:00Z","operation":null}],"next_cursor":null}\
      """;

  @Test
  void whereNobodyCanBeAskedTheCommandThatAgreesIsNamed() {
    daemon.answer("POST /api/v1/sessions/k3v/delete", 409, REFUSED);

    Typed.Result result = user.run("delete", "k3v", "--delete-branch");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("node_modules/", "16.9 MB", "gone for good");
    assertThat(result.err())
        .contains("orch delete k3v --delete-branch --force --yes --plan-hash abc123");
  }

  @Test
  void whatWasSeenIsSent() {
    daemon.answer("POST /api/v1/sessions/k3v/delete", 409, REFUSED);

    user.run("delete", "k3v", "--yes", "--plan-hash", "abc123");

    assertThat(daemon.requests("POST /api/v1/sessions/k3v/delete").getFirst().body())
        .contains("\"plan_hash\":\"abc123\"", "\"delete_branch\":false");
  }

  @Test
  void whatTheTeardownLeftUndoneIsSaid() {
    String failed = "\"code\":\"teardown_failed\",\"text\":\"the teardown script failed with 3\"";
    daemon.answer(
        "POST /api/v1/sessions/k3v/delete",
        200,
        Canned.session("deleted", "")
            .replace(
                "\"code\":\"repository_config_held_back\",\"text\":\"held back: 1 hook\"", failed));

    Typed.Result result = user.run("delete", "k3v", "--yes");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("warning: the teardown script failed with 3");
  }

  @Test
  void aBranchThatWasKeptIsSaid() {
    String kept = "\"code\":\"branch_kept\",\"text\":\"its branch was kept: it is checked out\"";
    daemon.answer(
        "POST /api/v1/sessions/k3v/delete",
        200,
        Canned.session("deleted", "")
            .replace(
                "\"code\":\"repository_config_held_back\",\"text\":\"held back: 1 hook\"", kept));

    Typed.Result result = user.run("delete", "k3v", "--delete-branch", "--yes");

    assertThat(result.err()).contains("warning: its branch was kept: it is checked out");
  }

  @Test
  void whatADeleteIsAboutToBringIsToldAndCannotBeRemovedYet() {
    String coming =
        TRASH.replace(
            "\"operation\":null",
            "\"operation\":"
                + "{\"kind\":\"delete\",\"stage\":\"working\",\"since\":\"2026-01-01T10:00:00Z\"}");
    daemon.answer("GET /api/v1/trash", 200, coming);

    Typed.Result result = user.run("trash");

    assertThat(result.out()).contains("t7h");
    assertThat(result.err()).contains("k3v  delete, since").doesNotContain("orch restore");
    assertThat(user.run("trash", "--empty", "--yes").err()).contains("Removed for good: 0");
  }

  @Test
  void anAgentMayNot() {
    Typed inside = user.with("ORCH_SESSION_ID", "k3v");

    assertThat(inside.run("delete", "k3v").err()).contains("An agent may not delete sessions");
    assertThat(inside.run("restore", "k3v").exit()).isEqualTo(1);
  }

  @Test
  void whoIsAskedSeesThatTheBranchGoes() {
    preview(PREVIEW);

    Typed.Result result =
        user.at(Screen.terminal(100)).piping("n\n").run("delete", "k3v", "--delete-branch");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("Files and commits can be had back");
    assertThat(daemon.requests(LOOK).getFirst().query()).contains("delete_branch=true");
  }

  @Test
  void whatIsAgreedToIsTheSessionThatWasShownNotWhatWasTyped() {
    preview(PREVIEW);
    daemon.answer(DELETE, 200, Canned.session("deleted", ""));
    daemon.answer("GET /api/v1/trash", 200, Canned.page(entry()));

    Typed.Result result = user.at(Screen.terminal(100)).piping("y\n").run("delete", "k3v");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.lines().getFirst())
        .contains(Canned.SESSION, "✓ done", "add error handling to the API");
    assertThat(daemon.requests(DELETE).getFirst().body()).contains("\"plan_hash\":\"abc123\"");
    assertThat(daemon.requests("POST /api/v1/sessions/k3v/delete")).isEmpty();
    assertThat(result.err()).contains("orch restore " + Canned.SESSION);
    assertThat(daemon.requests("GET /api/v1/trash").getFirst().query())
        .contains("session=" + Canned.SESSION);
  }

  @Test
  void aSessionThatHasNoWorktreeIsNotSaidToComeBack() {
    preview(
        """
        {"plan_hash":"abc","freed_bytes":900,"items":[
         {"kind":"log","path":"/x/k3v9m2p7qd.log","size_bytes":900,"lost":false,"raw":false},
         {"kind":"records","path":"transcript, events and 1 turn","size_bytes":0,"lost":false,
          "raw":false}]}\
        """);
    daemon.answer(DELETE, 200, Canned.session("deleted", ""));
    daemon.answer("GET /api/v1/trash", 200, Canned.page());

    Typed.Result asked = user.at(Screen.terminal(100)).piping("y\n").run("delete", "k3v");
    Typed.Result unasked = user.run("delete", Canned.SESSION, "--yes");

    assertThat(asked.exit()).as(asked.err()).isZero();
    assertThat(asked.out() + asked.err()).doesNotContain("orch restore");
    assertThat(unasked.exit()).as(unasked.err()).isZero();
    assertThat(unasked.out() + unasked.err()).doesNotContain("orch restore");
  }

  @Test
  void whatHasAPathIsNamedAsAShellTakesItAndStaysIndentedWhereThereIsLittleRoom() {
    String path = "/code/my app/.orchestrator/worktrees/k3v9m2p7qd";
    String items =
        """
        [{"kind":"worktree","path":"%s","size_bytes":100,"lost":true,"raw":false},
         {"kind":"untracked","path":"my notes.txt","size_bytes":1,"lost":false,"raw":false},
         {"kind":"branch","path":"orch/x (kept)","size_bytes":0,"lost":false,"raw":false},
         {"kind":"records","path":"transcript, events and 1 turn","size_bytes":0,"lost":false,
          "raw":false}]\
        """
            .formatted(path);
    preview("{\"plan_hash\":\"abc\",\"freed_bytes\":1,\"items\":%s}".formatted(items));

    Typed.Result result = user.at(Screen.terminal(60)).piping("n\n").run("delete", "k3v");

    assertThat(result.lines().subList(1, 6))
        .satisfiesExactly(
            line -> assertThat(line).matches("  worktree +100 B +gone for good"),
            line -> assertThat(line).isEqualTo("    \"" + path + "\""),
            line -> assertThat(line).matches("  untracked +1 B +\"my notes.txt\""),
            line -> assertThat(line).matches("  branch +orch/x \\(kept\\)"),
            line -> assertThat(line).startsWith("  records"));
  }

  @Test
  void theTrashIsEmptiedOnceSomebodyAgreed() {
    daemon.answer("GET /api/v1/trash", 200, TRASH);
    daemon.answer("DELETE /api/v1/trash/t7h", 204, "");

    Typed.Result refused =
        user.at(Screen.terminal(100)).piping("n\n").run("trash", "--empty", "t7h");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).contains("t7h", "gone for good");
    assertThat(daemon.requests("DELETE /api/v1/trash/t7h")).isEmpty();

    Typed.Result agreed = user.at(Screen.terminal(100)).piping("y\n").run("trash", "--empty");
    assertThat(agreed.err()).contains("Removed for good: 1");
    assertThat(user.run("trash", "--empty", "--yes").exit()).isZero();
    assertThat(daemon.requests("DELETE /api/v1/trash/t7h")).hasSize(2);
  }

  @Test
  void whoCannotBeAskedEmptiesTheTrashWithYesAlone() {
    daemon.answer("GET /api/v1/trash", 200, TRASH);
    daemon.answer("DELETE /api/v1/trash/t7h", 204, "");

    Typed.Result refused = user.run("trash", "--empty", "t7h");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("nothing was removed", "orch trash --empty t7h --yes");
    assertThat(user.run("trash", "--empty", "--json").exit()).isEqualTo(1);
    assertThat(daemon.requests("DELETE /api/v1/trash/t7h")).isEmpty();

    assertThat(user.run("trash", "--empty", "--yes").exit()).isZero();
  }

  @Test
  void theTrashTellsHowToHaveItBack() {
    daemon.answer("GET /api/v1/trash", 200, TRASH);

    Typed.Result result = user.run("trash");

    assertThat(result.out()).contains("t7h", "k3v", "1.5 kB", "orch/claude/app/k3v");
    assertThat(result.err()).contains("orch restore t7h");
  }

  @Test
  void onlyWhatIsMeantIsShownAndEmptied() {
    daemon.answer("GET /api/v1/trash", 200, TRASH);
    daemon.answer("DELETE /api/v1/trash/t7h", 204, "");

    assertThat(user.run("trash", "--project", "app", "--session", "k3v").out()).contains("t7h");
    Typed.Result refused = user.run("trash", "--empty", "--project", "app");
    assertThat(refused.err()).contains("orch trash --empty --project app --yes");
    assertThat(user.run("trash", "--empty", "t7h", "--project", "app", "--yes").exit())
        .isEqualTo(2);
    assertThat(daemon.requests("DELETE /api/v1/trash/t7h")).isEmpty();
    assertThat(daemon.requests("GET /api/v1/trash").getFirst().query())
        .contains("project=app", "session=k3v");
  }

  @Test
  void aRestoreNamesBranchAndWorktree() {
    daemon.answer(
        "POST /api/v1/trash/k3v/restore",
        200,
        """
        {"id":"t7h","session_id":"k3v","branch":"orch/x-2","worktree_path":"/code/my app/w"}\
        """);

    assertThat(user.run("restore", "k3v").out()).contains("orch/x-2", "\"/code/my app/w\"");
  }

  private void preview(String shown) {
    daemon.answer("GET /api/v1/sessions/k3v", 200, Canned.session("completed", ""));
    daemon.answer(LOOK, 200, shown);
  }

  private static String entry() {
    return """
    {"id":"t7hq2m9xk4","session_id":"k3v9m2p7qd","project_id":"p1p1p1p1p1","kind":"worktree",
     "size_bytes":1500,"branch":"orch/claude/my-app/k3v","created_at":"2026-01-01T10:00:00Z",
     "expires_at":"2026-01-31T10:00:00Z","operation":null}\
    """;
  }
}
