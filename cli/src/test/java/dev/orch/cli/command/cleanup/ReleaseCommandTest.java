package dev.orch.cli.command.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person sees who gives up a worktree. */
class ReleaseCommandTest extends StubbedSuite {
  private static final String LOOK = "GET /api/v1/sessions/k3v/cleanup-preview";
  private static final String RELEASE = "POST /api/v1/sessions/k3v/release";
  private static final String PREVIEW =
      """
      {"plan_hash":"abc123","freed_bytes":18400000,"items":[
      {"kind":"ignored","path":"node_modules/","size_bytes":16900000,"lost":%s,"raw":false}]}\
      """;
  private static final String REFUSED =
      """
      {"type":"urn:orch:problem:loses_work","title":"Something would be gone for good",
      "status":409,"detail":"ignored files would be lost","instance":"","hint":"see",
      "preview":%s}\
      """
          .formatted(PREVIEW.formatted(true));

  @Test
  void whatComesBackWholeGoesAtOnce() {
    daemon.answer(LOOK, 200, PREVIEW.formatted(false));
    daemon.answer(RELEASE, 200, Canned.session("k3v", "completed", "", "add caching"));

    Typed.Result result = user.at(Screen.terminal(100)).run("release", "k3v");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("18.4 MB freed", "orch followup k3v");
    assertThat(daemon.requests(RELEASE).getFirst().body()).isEqualTo("{}");
  }

  @Test
  void aPersonAgreesToWhatWasShown() {
    daemon.answer(LOOK, 200, PREVIEW.formatted(true));
    daemon.answer(RELEASE, 200, Canned.session("k3v", "completed", "", "add caching"));

    Typed.Result result = user.at(Screen.terminal(100)).piping("y\n").run("release", "k3v");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out() + result.err()).contains("node_modules/", "gone for good", "[y/N]");
    assertThat(daemon.requests(RELEASE).getFirst().body()).contains("\"plan_hash\":\"abc123\"");
  }

  @Test
  void whoSaysYesBeforehandIsNotAskedAndAgreesToWhatThereIs() {
    String all = "/api/v1/sessions/k3v";
    daemon.answer(LOOK, 200, PREVIEW.formatted(true));
    daemon.answer(RELEASE, 200, Canned.session("k3v", "completed", "", "add caching"));
    daemon.answer("POST " + all + "/archive", 200, Canned.session("archived", ""));

    Typed.Result released = user.at(Screen.terminal(100)).run("release", "k3v", "--yes");
    Typed.Result archived = user.run("archive", "k3v", "--release", "--yes");

    assertThat(released.exit()).as(released.err()).isZero();
    assertThat(released.out() + released.err()).doesNotContain("[y/N]");
    assertThat(archived.exit()).as(archived.err()).isZero();
    assertThat(daemon.requests(RELEASE))
        .hasSize(2)
        .allMatch(seen -> seen.body().contains("\"plan_hash\":\"abc123\""));
  }

  @Test
  void whatWasSeenGoesBeforeAYes() {
    daemon.answer(LOOK, 200, PREVIEW.formatted(true));
    daemon.answer(RELEASE, 200, Canned.session("k3v", "completed", "", "add caching"));

    user.run("release", "k3v", "--yes", "--plan-hash", "seen");

    assertThat(daemon.requests(RELEASE).getFirst().body()).contains("\"plan_hash\":\"seen\"");
  }

  @Test
  void nothingHappensWithoutAgreement() {
    daemon.answer(LOOK, 200, PREVIEW.formatted(true));

    Typed.Result result = user.at(Screen.terminal(100)).piping("\n").run("release", "k3v");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("Nothing was released.");
    assertThat(daemon.requests(RELEASE)).isEmpty();
  }

  @Test
  void whereNobodyCanBeAskedTheCommandThatAgreesIsNamed() {
    daemon.answer(LOOK, 200, PREVIEW.formatted(true));
    daemon.answer(RELEASE, 409, REFUSED);

    Typed.Result result = user.run("release", "k3v");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("node_modules/", "16.9 MB", "gone for good");
    assertThat(result.err()).contains("orch release k3v --plan-hash abc123");
  }

  @Test
  void anAgreementThatNothingWouldBeDoneWithIsRefused() {
    daemon.answer("POST /api/v1/sessions/k3v/archive", 200, Canned.session("archived", ""));

    for (String line : List.of("archive k3v --plan-hash abc123", "archive k3v --yes")) {
      Typed.Result result = user.run(line.split(" "));

      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.err()).contains("--release");
    }
    assertThat(daemon.requests("POST /api/v1/sessions/k3v/archive")).isEmpty();
  }

  @Test
  void oneThatIsReleasedAlreadyIsArchived() {
    String released =
        Canned.session("k3v", "completed", "", "add caching")
            .replace("\"released_at\":null", "\"released_at\":\"2026-01-01T10:00:00Z\"");
    daemon.answer(LOOK, 409, Canned.titled("illegal_transition", 409, "Not now"));
    daemon.answer("GET /api/v1/sessions/k3v", 200, released);
    daemon.answer("POST /api/v1/sessions/k3v/archive", 200, Canned.session("archived", ""));

    Typed.Result result = user.run("archive", "k3v", "--release");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("released already", "orch unarchive k3v");

    daemon.instead(
        "GET /api/v1/sessions/k3v", 200, Canned.session("k3v", "running", "working", "x"));
    assertThat(user.run("archive", "k3v", "--release").err()).contains("Not now");
  }
}
