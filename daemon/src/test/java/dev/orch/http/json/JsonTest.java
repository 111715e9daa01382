package dev.orch.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.api.Problem;
import dev.orch.api.ProblemType;
import dev.orch.api.apply.ApplyBody;
import dev.orch.api.project.CreateProject;
import dev.orch.http.Problems;
import dev.orch.http.RequestRefusedException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of bodies that are no JSON: where, and nothing of what reads them. */
class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"path\":       | the body ends too early: line 1, column 9",
        "{                | the body ends too early: line 1, column 2",
        "{\"path\": x}    | the body is no JSON: line 1, column 10",
        "{\"path\" 1}     | the body is no JSON: line 1, column 9",
        "{\"a\":1,\"a\":2} | the body has a name twice: line 1, column 11",
      })
  void aBodyThatIsNoJsonSaysWhere(String body, String detail) {
    assertThat(refusal(body)).isEqualTo(detail);
  }

  @Test
  void aBodyThatIsTooDeepSaysSo() {
    assertThat(refusal("[".repeat(80)))
        .isEqualTo("the body is deeper than 64 levels, or has a number or a name that is too long");
  }

  @Test
  void nothingIsMissingInAListWhateverItHolds() {
    Problem problem = problem("{\"except\":[null]}", ApplyBody.class);

    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_FIELD.uri());
    assertThat(problem.detail()).isEqualTo("except[0] must be a text");
  }

  private static String refusal(String body) {
    Problem problem = problem(body, CreateProject.class);
    assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_JSON.uri());
    return problem.detail();
  }

  private static Problem problem(String body, Class<?> type) {
    return Problems.of(
        catchThrowableOfType(
            RequestRefusedException.class,
            () -> Json.read(ByteBuffer.wrap(body.getBytes(UTF_8)), type)),
        "/");
  }
}
