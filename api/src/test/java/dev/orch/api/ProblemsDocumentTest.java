package dev.orch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} says what the catalogue says; {@code -Dupdate.docs=true} writes it. */
class ProblemsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "problems.md");

  @Test
  void theDocumentIsTheCatalogue() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(DOCUMENT).content().isEqualTo(expected);
  }

  @Test
  void everyProblemIsAFailureAndSaysWhatToDo() {
    for (ProblemType type : ProblemType.values()) {
      assertThat(type.status()).as(type.slug()).isBetween(400, 599);
      assertThat(type.exitCode()).as(type.slug()).isIn(1, 2, 3);
      assertThat(type.title()).as(type.slug()).isNotBlank().doesNotEndWith(".");
      assertThat(type.hint()).as(type.slug()).isNotBlank();
    }
  }

  @Test
  void everythingThatKeepsTheDaemonFromStartingSaysWhatToDo() {
    for (StartProblem problem : StartProblem.values()) {
      assertThat(problem.exitCode()).as(problem.slug()).isIn(1, 75, 78);
      assertThat(problem.title()).as(problem.slug()).isNotBlank().doesNotEndWith(".");
      assertThat(problem.hint()).as(problem.slug()).isNotBlank().doesNotEndWith(".");
    }
  }

  private static String whatToDo(ProblemType type) {
    return type.hint() + (type.isPlanned() ? " (with a later version)" : "");
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Problems

            Made from `ProblemType`; do not edit. Every failure of the API is an answer of type
            `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail`, `instance`, `hint`, and
            what the type adds. `type` is `urn:orch:problem:` and the name below. `orch` prints it and ends with
            the exit code: 1, but 2 for a value that its option can never have, as `--limit 0`, which is as much a
            misuse as an option that there is not, and 3 where no daemon can be asked.

            | name | status | exit | title | what to do |
            | --- | --- | --- | --- | --- |
            """);
    for (ProblemType type : ProblemType.values()) {
      text.append(
          "| <a id=\"%1$s\"></a>`%1$s` | %2$d | %3$d | %4$s | %5$s |\n"
              .formatted(
                  type.slug(), type.status(), type.exitCode(), type.title(), whatToDo(type)));
    }
    text.append(
        """

        ## A daemon that does not start

        Made from `StartProblem`. It says what is wrong and what to do in one line on standard error, which `orch up`
        repeats, and ends with the exit code. Nothing was changed then.

        | name | exit | title | what to do |
        | --- | --- | --- | --- |
        """);
    for (StartProblem problem : StartProblem.values()) {
      text.append(
          "| <a id=\"%1$s\"></a>`%1$s` | %2$d | %3$s | %4$s |\n"
              .formatted(problem.slug(), problem.exitCode(), problem.title(), problem.hint()));
    }
    return text.toString();
  }
}
