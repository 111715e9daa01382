package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.cli.failure.CliException;
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
        "src/missing                 | -none-     | src/missing",
        "src/missing;why             | -none-     | src/missing why",
        "two words                   | -none-     | two words",
        ".;tidy                      | .          | tidy",
        "../outside;look             | ../outside | look",
        "/no/such/place              | -none-     | /no/such/place",
        "e.g.;this                   | -none-     | e.g. this"
      })
  void theFirstArgumentIsTheScopeIfItIsAPathOfTheProject(
      String arguments, @Nullable String scope, @Nullable String prompt) {
    assertThat(split(List.of(arguments.split(";")), Optional.empty(), Optional.empty()))
        .isEqualTo(new ScopeAndPrompt(scope, prompt));
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
