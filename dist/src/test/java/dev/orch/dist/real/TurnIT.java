package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.orch.dist.daemon.TestRepository;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One turn of work, from the request to the change that is taken home. */
class TurnIT extends RealAgentSuite {
  @Test
  void implementChangesTheWorktreeAndNothingElse() throws Exception {
    String head = TestRepository.git(orch.repository(), "rev-parse", "HEAD");
    DrivenSession session =
        orch.implement("[[say writing]] [[write a.txt hello]] [[say finished]]");

    JsonNode ended = session.await("completed");
    assertThat(session.worktree().resolve("a.txt")).hasContent("hello\n");
    assertThat(orch.repository().resolve("a.txt")).doesNotExist();
    assertThat(TestRepository.git(orch.repository(), "status", "--porcelain")).isEmpty();
    assertThat(TestRepository.git(orch.repository(), "rev-parse", "HEAD")).isEqualTo(head);
    assertThat(session.said()).containsExactly("writing", "finished");
    assertThat(session.states()).containsExactly("running", "completed");
    assertThat(ended.path("changes").path("files").asInt()).isEqualTo(1);
    assertThat(ended.path("exit_code").asInt(-1)).isZero();
  }

  @Test
  void whatEachTurnUsedIsToldAndAddedUp() throws Exception {
    DrivenSession session = orch.implement("[[usage 100 20]] [[write u.txt 1]] [[say one]]");
    session.await("completed");
    session.followUp("[[usage 30 5]] [[say two]]");
    JsonNode usage = session.await("completed").path("usage");

    List<JsonNode> turns = session.turns().stream().map(turn -> turn.path("usage")).toList();
    assertThat(turns.stream().map(turn -> turn.path("input_tokens").asLong()))
        .containsExactly(200L, 30L);
    assertThat(turns.stream().map(turn -> turn.path("output_tokens").asLong()))
        .containsExactly(40L, 5L);
    assertThat(usage.path("input_tokens").asLong()).isEqualTo(230);
    assertThat(usage.path("output_tokens").asLong()).isEqualTo(45);
    double first = turns.getFirst().path("cost_usd").asDouble();
    double second = turns.getLast().path("cost_usd").asDouble();
    assertThat(second).isPositive().isLessThan(first);
    assertThat(usage.path("cost_usd").asDouble()).isCloseTo(first + second, offset(1e-6));
  }

  @Test
  void aMessageGoesIntoTheRunningTurnWhereThatIsAcknowledged() throws Exception {
    DrivenSession session = orch.implement("[[gate steer]] [[write s.txt 1]] [[say first done]]");
    session.awaitGate(orch.model(), "steer");
    JsonNode answer = session.followUp("[[write t.txt 2]] [[say second done]]");
    assertThat(answer.path("delivery").asString()).isEqualTo("kept");
    orch.model().openGate("steer");

    session.await(view -> view.path("state").asString().equals("completed"));
    List<JsonNode> delivered = session.events("follow_up.delivered");
    assertThat(delivered).hasSize(1);
    assertThat(delivered.getFirst().path("payload").path("turn").asInt())
        .isEqualTo(isNew() ? 1 : 2);
    assertThat(session.turns()).hasSize(isNew() ? 1 : 2);
    assertThat(session.states()).containsExactly("running", "running", "completed");
    assertThat(session.said()).contains("second done");
    assertThat(session.worktree().resolve("s.txt")).exists();
    assertThat(session.worktree().resolve("t.txt")).exists();
  }

  @Test
  void theTurnGoesOnWhileACommandRunsInTheBackground() throws Exception {
    DrivenSession session =
        orch.implement(
            "[[tool Bash {\"command\":\"until test -e go; do sleep 0.2; done; bash -c 'touch ready'\","
                + "\"description\":\"wait\",\"run_in_background\":true}]] [[say under way]]");
    session.answer(session.awaitRequest("approval"), "allow");

    session.await(view -> view.path("reason").asString("").equals("background"));
    assertThat(session.said()).containsExactly("under way");
    Files.createFile(session.worktree().resolve("go"));
    session.await("completed");
    assertThat(session.worktree().resolve("ready")).exists();
    assertThat(session.turnsInWords()).containsExactly("start completed");
    assertThat(session.said()).hasSizeGreaterThan(1);
  }
}
