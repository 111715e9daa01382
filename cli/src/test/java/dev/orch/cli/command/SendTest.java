package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.Test;

/** Commands in words, and what they would do. */
class SendTest extends StubbedSuite {
  private static final String COMMANDS = "POST /api/v1/commands";

  private static final String PREVIEW =
      """
      {"text":"claude review my-app --scope src/auth","agent":"claude","action":"review",
      "project_id":"p1p1p1p1p1","scope_path":"src/auth","prompt":"Review this code.","model":null,
      "base":null,"branch":null,"session_id":null}\
      """;

  @Test
  void oneArgumentOfSeveralWordsIsTheWholeCommand() {
    daemon.answer(COMMANDS, 200, PREVIEW);

    Typed.Result result = user.run("send", "ask claude to review src/auth in my-app", "--dry-run");

    assertThat(result.lines().getFirst()).endsWith("claude review my-app --scope src/auth");
    assertThat(result.out()).contains("scope", "src/auth", "Review this code.");
    assertThat(result.out()).doesNotContain("model", "base", "session");
    assertThat(result.err()).contains("Nothing was started");
    assertThat(daemon.requests(COMMANDS).getFirst().query()).isEqualTo("dry_run=true");
    assertThat(daemon.requests(COMMANDS).getFirst().body())
        .contains("\"text\":\"ask claude to review src/auth in my-app\"");
  }

  @Test
  void aDryRunSaysTheBranch() {
    daemon.answer(
        COMMANDS, 200, PREVIEW.replace("\"branch\":null", "\"branch\":\"orch/{session_id}\""));

    Typed.Result result = user.run("send", "claude implement my-app x", "--dry-run");

    assertThat(result.out()).containsPattern("branch +orch/\\{session_id}");
  }

  @Test
  void aWordThatIsNoCommandSaysWhatIsMissing() {
    assertThat(user.run("send", "claude").err()).contains("What is \"claude\" to do?");
    assertThat(user.run("send", "claude", "review").err()).contains("In which project?");
    Typed.Result mixed = user.run("send", "ask claude to review my-app", "--model", "opus");
    assertThat(mixed.exit()).isEqualTo(2);
    assertThat(mixed.err()).contains("put the options into the words");
    assertThat(daemon.requests(COMMANDS)).isEmpty();
  }

  @Test
  void askingSomethingOfASessionIsDoneHoweverItStands() {
    daemon.answer(COMMANDS, 201, asked("failed"));
    daemon.answer(COMMANDS, 201, asked("stopped"));

    assertThat(user.run("send", "unarchive k3v").exit()).isZero();
    assertThat(user.run("send", "stop k3v").exit()).isZero();
  }

  private static String asked(String state) {
    return """
    {"id":"c1c1c1c1c1","text":"x","agent":null,"action":"stop","project_id":"p1p1p1p1p1",
     "scope_path":null,"prompt":null,"model":null,"branch":null,"source":"cli","status":"accepted",
     "session_id":"%s","problem":null,"created_at":"2026-01-01T10:00:00Z","session":%s}\
    """
        .formatted(Canned.SESSION, Canned.session(state, "user"));
  }

  @Test
  void anAgentMayNotSpeakForItsUser() {
    user.with("ORCH_SESSION_ID", Canned.SESSION);

    assertThat(user.run("send", "stop k3v").exit()).isEqualTo(1);
    assertThat(daemon.requests(COMMANDS)).isEmpty();
  }

  @Test
  void archivingSaysHowToUndoIt() {
    String archived = Canned.session("archived", "");
    daemon.answer("POST /api/v1/sessions/k3v/archive", 200, archived);
    daemon.answer("POST /api/v1/sessions/k3v/unarchive", 200, Canned.session("completed", ""));

    Typed.Result away = user.run("archive", "k3v");
    Typed.Result back = user.run("unarchive", "k3v");

    assertThat(away.out()).contains(Canned.SESSION, "archived");
    assertThat(away.err()).contains("orch unarchive k3v");
    assertThat(back.out()).contains("done").doesNotContain("archived");
  }
}
