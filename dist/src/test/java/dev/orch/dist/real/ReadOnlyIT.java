package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.daemon.TestRepository;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A session that only reads. */
@Tag("real-agents")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"2.1.197", "2.1.331"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ReadOnlyIT {
  @Parameter String version = "";
  private Installation orch;

  @BeforeParameterizedClassInvocation
  void open() throws Exception {
    orch = Installation.open(version);
  }

  @AfterParameterizedClassInvocation
  void close() throws Exception {
    orch.close();
  }

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
