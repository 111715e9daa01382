package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import org.junit.jupiter.api.Test;

/** Messages that wait are changed and taken back. */
class KeptMessagesTest extends StubbedSuite {
  private static final String KEPT = "/api/v1/sessions/k3v/followups/f2x";

  private static final String EDITED =
      """
      {"id":"f2x9m2p7qd","message":"mind the docs","mode":"auto","position":1,
      "created_at":"2026-01-01T10:00:00Z","version":2}\
      """;

  @Test
  void anEditSaysWhatTheMessageSaysNow() {
    daemon.answer("PUT " + KEPT, 200, EDITED);

    Typed.Result result = user.run("followup", "k3v", "--edit", "f2x", "mind", "the", "docs");

    assertThat(result.lines()).singleElement().asString().contains("f2x9m2p7qd", "mind the docs");
    assertThat(daemon.requests("PUT " + KEPT).getFirst().body())
        .contains("\"message\":\"mind the docs\"");
  }

  @Test
  void aMessageThatIsTakenBackNeedsNoWords() {
    daemon.answer("DELETE " + KEPT, 204, "");

    assertThat(user.run("followup", "k3v", "--withdraw", "f2x").out()).contains("f2x");
    assertThat(daemon.requests("DELETE " + KEPT)).hasSize(1);
    assertThat(user.run("followup", "k3v", "--withdraw", "f2x", "words").exit()).isEqualTo(2);
    assertThat(user.run("followup", "k3v", "--withdraw", "f2x", "--next-turn").exit()).isEqualTo(2);
    assertThat(user.run("followup", "k3v").err()).contains("What is to be said?");
  }
}
