package dev.orch.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.Problem;
import dev.orch.api.ProblemType;
import dev.orch.http.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds answers against the description does find what is not described. */
class DescribedAnswersTest {
  private static final String STOP = "/api/v1/sessions/x/stop";

  @Test
  void aProblemMustBeListedForItsRouteOrForAll() throws IOException {
    assertThat(faults(STOP, ProblemType.ILLEGAL_TRANSITION)).isEmpty();
    assertThat(faults(STOP, ProblemType.INTERNAL)).isEmpty();
    assertThat(faults(STOP, ProblemType.INVALID_FIELD)).isEmpty();
    assertThat(faults(STOP, ProblemType.PROMPT_TOO_LONG)).isNotEmpty();
    assertThat(faults("/api/v1/sessions/x/resume", ProblemType.PROMPT_TOO_LONG)).isEmpty();
    assertThat(faults("/api/v1/projects", ProblemType.BRANCH_IN_THE_WAY)).isEmpty();
    assertThat(faults(STOP, ProblemType.BRANCH_IN_THE_WAY)).isNotEmpty();
  }

  @Test
  void aStatusThatIsNotDescribedIsFound() throws IOException {
    assertThat(DescribedAnswers.served().faults("POST", STOP, 204, "", "")).isNotEmpty();
  }

  private static List<String> faults(String path, ProblemType type) throws IOException {
    Problem problem =
        new Problem(type.uri(), type.title(), type.status(), "x", path, type.hint(), Map.of());
    return DescribedAnswers.served()
        .faults("POST", path, type.status(), "application/problem+json", Json.text(problem));
  }
}
