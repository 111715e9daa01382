package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeAndPromptTest {
  @TempDir private Path folder;
  private Path project;

  @BeforeEach
  void aProject() throws IOException {
    project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(project.resolve("src/auth"));
    Files.createFile(project.resolve("README.md"));
    Files.createDirectories(project.resolve("docs"));
    Files.createDirectories(project.resolve("two words"));
    Files.createDirectories(folder.resolve("outside"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-none-",
      delimiter = '|',
      value = {
        // arguments, separated by ; | scope | prompt
        "src/auth                    | src/auth   | -none-",
        "src/auth;look for leaks     | src/auth   | look for leaks",
        "src/auth;look;for;leaks     | src/auth   | look for leaks",
        "README.md;shorten it        | README.md  | shorten it",
        "docs                        | docs       | -none-",
        "docs;are;outdated           | -none-     | docs are outdated",
        "fix everything              | -none-     | fix everything",
        "fix                         | -none-     | fix",
        "fix/improve;the;API         | -none-     | fix/improve the API",
        "https://example.org/issues/1 | -none-    | https://example.org/issues/1",
        "two words                   | -none-     | two words",
        "/init                       | -none-     | /init",
        ".;tidy                      | .          | tidy",
        "../outside;look             | ../outside | look",
        "e.g.;this                   | -none-     | e.g. this"
      })
  void theFirstArgumentIsTheScopeIfItIsAPathOfTheProject(
      String arguments, @Nullable String scope, @Nullable String prompt) {
    assertThat(split(List.of(arguments.split(";")), Optional.empty(), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt(scope, prompt));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/missing",
        "src/missing;look for leaks",
        "../nowhere;look",
        "./nowhere;look;there",
        "/no/such/place",
        "~/nowhere;look"
      })
  void whatCanOnlyBeMeantAsAScopeIsNeverThePrompt(String arguments) {
    List<String> words = List.of(arguments.split(";"));

    assertThatThrownBy(() -> split(words, Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            CliException.class,
            refused -> {
              assertThat(refused.exit()).isEqualTo(ExitCode.MISUSE);
              assertThat(refused.complaint().headline()).contains(words.getFirst());
              assertThat(refused.complaint().rows().toString()).contains("--prompt", "--scope");
            });
  }

  @Test
  void aProjectThatIsNotOnThisMachineIsNotLookedInto() {
    project = folder.resolve("elsewhere");

    assertThat(split(List.of("src/missing"), Optional.empty(), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt(null, "src/missing"));
  }

  @Test
  void whatIsSaidOutrightIsNotGuessedAt() {
    assertThat(split(List.of("src/auth", "x"), Optional.of("docs"), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt("docs", "src/auth x"));
    assertThat(split(List.of("nowhere"), Optional.empty(), Optional.of("x")))
        .isEqualTo(new ScopeAndPrompt("nowhere", "x"));
    assertThat(split(List.of(), Optional.of("docs"), Optional.of("x")))
        .isEqualTo(new ScopeAndPrompt("docs", "x"));
  }

  @Test
  void aDashReadsThePromptFromStandardInput() {
    assertThat(split(List.of("-"), Optional.empty(), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt(null, "piped in"));
    assertThat(split(List.of("src/auth", "-"), Optional.empty(), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt("src/auth", "piped in"));
  }

  @Test
  void aPromptSaidTwiceIsMisuse() {
    assertThatThrownBy(() -> split(List.of("a", "b"), Optional.empty(), Optional.of("x")))
        .isInstanceOf(CliException.class);
    assertThatThrownBy(() -> split(List.of("-"), Optional.empty(), Optional.of("x")))
        .isInstanceOf(CliException.class);
  }

  @Test
  void nothingAtAllIsLeftToTheDaemon() {
    assertThat(split(List.of(), Optional.empty(), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt(null, null));
  }

  private ScopeAndPrompt split(
      List<String> arguments, Optional<String> scope, Optional<String> prompt) {
    return ScopeAndPrompt.of(
        arguments, scope, prompt, () -> "piped in", () -> Optional.of(project));
  }
}
