package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Prompts from files, and what is shown of them. */
class PromptTest extends StubbedSuite {
  @Test
  void aFileThatIsMissingEmptyOrNoTextIsSaidSo() throws IOException {
    Files.writeString(home.resolve("empty.md"), " \n");
    Files.write(home.resolve("picture"), new byte[] {(byte) 0x89, 'P', 0, 1});
    Files.write(home.resolve("zeros"), new byte[] {'a', 0});
    Files.createDirectory(home.resolve("folder"));

    assertThat(said("missing.md")).contains("there is no file missing.md");
    assertThat(said("empty.md")).contains("empty.md is empty");
    assertThat(said("picture")).contains("picture is not text");
    assertThat(said("zeros")).contains("zeros is not text");
    assertThat(said("folder")).contains("folder is a folder");
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void anEmptyStandardInputIsNoPrompt() {
    Typed.Result result = user.piping(" \n").run("send", "claude", "review", "my-app", "-");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("standard input is empty");
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void aLongPromptIsShownAsOneShortLine() {
    String prompt = "x".repeat(500);
    daemon.answer(
        "POST /api/v1/commands",
        201,
        Canned.command().replace("\"prompt\":\"add error", "\"prompt\":\"" + prompt));

    assertThat(user.run("send", "claude", "implement", "my-app", "--prompt", prompt).out())
        .contains("prompt    add error handling to the API")
        .doesNotContain(prompt);
  }

  private String said(String file) {
    Typed.Result result = user.run("send", "claude", "implement", "my-app", "--prompt-file", file);
    assertThat(result.exit()).isEqualTo(2);
    return result.err();
  }
}
