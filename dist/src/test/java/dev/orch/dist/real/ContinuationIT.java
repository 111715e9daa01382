package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Stop, resume and follow-up go on in the same conversation. */
class ContinuationIT extends RealAgentSuite {
  @Test
  void aFollowUpIsSaidInTheSameConversation() throws Exception {
    DrivenSession session = orch.implement("[[say the answer is 42]]");
    String conversation = session.await("completed").path("agent_session_id").asString();
    JsonNode answer = session.followUp("[[say I remember]]");
    assertThat(answer.path("delivery").asString()).isEqualTo("sent");

    JsonNode ended = session.await("completed");
    assertThat(ended.path("agent_session_id").asString()).isEqualTo(conversation);
    assertThat(orch.heardWith("I remember"))
        .anyMatch(text -> text.contains("[[say the answer is 42]]"))
        .contains("the answer is 42");
    assertThat(session.turnsInWords()).containsExactly("start completed", "follow_up completed");
  }

  @Test
  void aStoppedTurnIsResumedWithItsHistory() throws Exception {
    DrivenSession session =
        orch.implement("[[say I began]] [[write begun.txt 1]] [[gate stop]] [[say never]]");
    session.awaitGate(orch.model(), "stop");
    session.stop();
    JsonNode stopped = session.await("stopped");
    assertThat(stopped.path("reason").asString()).isEqualTo("user");
    session.resume("[[write end.txt 2]] [[say and ended]]");

    session.await("completed");
    assertThat(orch.heardWith("and ended")).contains("I began");
    assertThat(session.worktree().resolve("begun.txt")).exists();
    assertThat(session.worktree().resolve("end.txt")).exists();
    assertThat(session.turnsInWords()).containsExactly("start stopped", "resume completed");
    assertThat(session.said()).containsExactly("I began", "and ended");
    orch.model().openGate("stop");
  }

  @Test
  void resumingWithoutAMessageSendsTheKeptOne() throws Exception {
    DrivenSession session = orch.implement("[[bash bash -c 'echo > kept.txt']] [[say never]]");
    session.awaitRequest("approval");
    session.followUp("[[say the kept one]]");
    session.stop();
    session.await("stopped");
    assertThat(session.kept()).hasSize(1);
    session.resume();

    session.await("completed");
    assertThat(session.said()).containsExactly("the kept one");
    assertThat(session.kept()).isEmpty();
    assertThat(session.worktree().resolve("kept.txt")).doesNotExist();
  }

  @Test
  void resumingWithoutAnythingToSayGoesOn() throws Exception {
    DrivenSession session = orch.implement("[[say I began]] [[gate silent]] [[say never]]");
    session.awaitGate(orch.model(), "silent");
    session.stop();
    session.await("stopped");
    session.resume();

    session.await("completed");
    assertThat(session.turnsInWords()).containsExactly("start stopped", "resume completed");
    orch.model().openGate("silent");
  }

  @Test
  void stoppingEndsACommandThatRuns() throws Exception {
    DrivenSession session =
        orch.implement("[[bash touch at-work; tail -f /dev/null]] [[say never]]");
    session.answer(session.awaitRequest("approval"), "allow");
    Path begun = session.worktree().resolve("at-work");
    Waiting.until(() -> Files.exists(begun));
    session.stop();

    session.await("stopped");
    assertThat(LivingProcesses.inFolder(session.worktree())).isEmpty();
    assertThat(session.turnsInWords()).containsExactly("start stopped");
  }

  @Test
  void aSecondStopGoesToTheNextRungAtOnce() throws Exception {
    DrivenSession session =
        orch.implement("[[bash trap '' INT TERM; touch deaf; tail -f /dev/null]] [[say never]]");
    session.answer(session.awaitRequest("approval"), "allow");
    Path begun = session.worktree().resolve("deaf");
    Waiting.until(() -> Files.exists(begun));
    session.stop();
    session.stop();

    session.await("stopped");
    assertThat(LivingProcesses.inFolder(session.worktree())).isEmpty();
  }

  @Test
  void aStopWithdrawsWhatIsOpen() throws Exception {
    DrivenSession session = orch.implement("[[ask Really?]] [[say never]]");
    session.awaitRequest("question");
    session.stop();

    session.await("stopped");
    assertThat(session.events("input.withdrawn")).hasSize(1);
    session.followUp("[[say another way]]");
    session.await("completed");
    assertThat(session.said()).containsExactly("another way");
  }
}
