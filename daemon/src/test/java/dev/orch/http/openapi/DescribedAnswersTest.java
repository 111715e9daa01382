package dev.orch.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.Problem;
import dev.orch.api.ProblemType;
import dev.orch.api.openapi.DescribedAnswers;
import dev.orch.http.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds answers against the description does find what is not described. */
class DescribedAnswersTest {
  private static final String STOP = "/api/v1/sessions/x/stop";

  @Test
  void aProblemMustBeListedForItsRouteOrForAll() {
    assertThat(faults(STOP, ProblemType.ILLEGAL_TRANSITION)).isEmpty();
    assertThat(faults(STOP, ProblemType.INTERNAL)).isEmpty();
    assertThat(faults(STOP, ProblemType.INVALID_FIELD)).isEmpty();
    assertThat(faults(STOP, ProblemType.PROMPT_TOO_LONG)).isNotEmpty();
    assertThat(faults("/api/v1/sessions/x/resume", ProblemType.PROMPT_TOO_LONG)).isEmpty();
    assertThat(faults("/api/v1/projects", ProblemType.BRANCH_IN_THE_WAY)).isEmpty();
    assertThat(faults(STOP, ProblemType.BRANCH_IN_THE_WAY)).isNotEmpty();
  }

  @Test
  void aStatusThatIsNotDescribedIsFound() {
    assertThat(DescribedAnswers.served().faults("POST", STOP, 204, "", "")).isNotEmpty();
  }

  @Test
  void eachEventOfAStreamIsHeldAgainstWhatItsNameStandsFor() {
    String stream = "/api/v1/stream/events";
    String log = "/api/v1/sessions/x/log";
    String reset = "{\"last_seq\":2}";
    String chunk = "{\"offset\":0,\"text\":\"x\"}";
    DescribedAnswers described = DescribedAnswers.served();

    assertThat(described.faultsOfEvent(stream, "reset", reset)).isEmpty();
    assertThat(described.faultsOfEvent(log, "output", chunk)).isEmpty();
    assertThat(described.faultsOfEvent(log, "end", chunk)).isNotEmpty();
    assertThat(described.faultsOfEvent(log, "reset", reset)).isNotEmpty();
    assertThat(described.faultsOfEvent(stream, "session.started", reset)).isNotEmpty();
    assertThat(
            described.faults(
                "GET", log, 200, "text/event-stream", ": connected\n\nevent: end\ndata: {}\n\n"))
        .isNotEmpty();
  }

  private static List<String> faults(String path, ProblemType type) {
    Problem problem =
        new Problem(type.uri(), type.title(), type.status(), "x", path, type.hint(), Map.of());
    return DescribedAnswers.served()
        .faults("POST", path, type.status(), "application/problem+json", Json.text(problem));
  }
}
