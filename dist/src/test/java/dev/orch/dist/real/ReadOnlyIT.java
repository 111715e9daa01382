package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.daemon.TestRepository;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A session that only reads. */
class ReadOnlyIT extends RealAgentSuite {
  @Test
  void analyzingTouchesNothingAndAsksNobody() throws Exception {
    String head = TestRepository.git(orch.repository(), "rev-parse", "HEAD");
    DrivenSession session =
        orch.start(
            Installation.PROJECT,
            "analyze",
            "[[read README.md]] [[bash cat README.md]] [[bash echo x > bad.txt]]"
                + " [[tool Write {\"file_path\":\"%s/worse.txt\",\"content\":\"x\"}]]"
                    .formatted(orch.repository())
                + " [[say the report]]");

    JsonNode ended = session.await("completed");
    assertThat(session.states()).containsExactly("running", "completed");
    assertThat(session.events("input.requested")).isEmpty();
    assertThat(session.toolResults()).hasSize(4);
    assertThat(session.toolResults().getFirst()).contains("hello");
    assertThat(session.toolResults().get(1)).contains("hello");
    assertThat(TestRepository.git(orch.repository(), "status", "--porcelain")).isEmpty();
    assertThat(TestRepository.git(orch.repository(), "rev-parse", "HEAD")).isEqualTo(head);
    assertThat(ended.path("worktree_path").isNull()).isTrue();
    assertThat(ended.path("warnings")).isEmpty();
    assertThat(session.artifact("summary")).contains("the report");
  }

  @Test
  void aQuestionOfAReaderIsAQuestion() throws Exception {
    DrivenSession session =
        orch.start(Installation.PROJECT, "review", "[[ask Which part?]] [[say thanks]]");
    session.answer(session.awaitRequest("question"), Map.of("decision", "allow", "option", "Yes"));

    session.await("completed");
    assertThat(session.toolResults().getFirst()).contains("Which part?");
  }
}
