package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The daemon is killed as nothing can be caught, and the next one goes on with the agents. */
class DaemonKilledIT extends RealAgentSuite {
  @Test
  void anApprovalIsAnsweredByTheNextDaemon() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[bash bash -c 'echo > k1.txt']] [[say b]]");
    JsonNode request = session.awaitRequest("approval");
    orch.daemon().killAndRestart();
    assertThat(session.awaitRequest("approval").path("id")).isEqualTo(request.path("id"));
    session.answer(request, "allow");

    session.await("completed");
    assertThat(session.worktree().resolve("k1.txt")).exists();
    assertNothingIsLostOrDoubled(session, "a", "b");
  }

  private static void assertNothingIsLostOrDoubled(DrivenSession session, String... said)
      throws Exception {
    assertThat(session.said()).containsExactly(said);
    assertThat(session.events("input.requested"))
        .hasSameSizeAs(session.events("input.answered"))
        .hasSizeLessThan(2);
    assertThat(session.events("process.started")).hasSize(1);
    assertThat(session.events("process.exited")).hasSize(1);
    assertThat(session.turns()).hasSize(1);
  }

  @Test
  void anAnswerThatWasTakenReachesTheAgent() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[bash bash -c 'echo > k2.txt']] [[say b]]");
    session.answer(session.awaitRequest("approval"), "allow");
    orch.daemon().killAndRestart();

    session.await("completed");
    assertThat(session.worktree().resolve("k2.txt")).exists();
    assertNothingIsLostOrDoubled(session, "a", "b");
  }

  @Test
  void aQuestionIsAnsweredByAFollowUpToTheNextDaemon() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[ask Which way?]] [[say b]]");
    session.awaitRequest("question");
    orch.daemon().killAndRestart();
    session.followUp("to the left");

    session.await("completed");
    assertThat(session.toolResults().getFirst()).contains("to the left");
    assertNothingIsLostOrDoubled(session, "a", "b");
  }

  @Test
  void aPlanIsAcceptedByTheNextDaemon() throws Exception {
    DrivenSession session =
        orch.start(
            Installation.PROJECT,
            "plan",
            "[[plan survive]] [[write k4.txt 4]] [[say implemented]]");
    JsonNode request = session.awaitRequest("plan_review");
    orch.daemon().killAndRestart();
    session.answer(request, "allow");

    session.await("completed");
    assertThat(session.worktree().resolve("k4.txt")).exists();
    assertNothingIsLostOrDoubled(session, "implemented");
  }

  @Test
  void aPlanIsSentBackByTheNextDaemon() throws Exception {
    DrivenSession session =
        orch.start(Installation.PROJECT, "plan", "[[plan long]] [[plan short]] [[say end]]");
    JsonNode request = session.awaitRequest("plan_review");
    orch.daemon().killAndRestart();
    session.answer(request, Map.of("decision", "deny", "text", "too long"));

    JsonNode second = session.awaitRequest("plan_review");
    assertThat(second.path("detail").asString()).contains("short");
    assertThat(session.toolResults().getFirst()).contains("too long");
    session.answer(second, "allow");
    session.await("completed");
  }

  @Test
  void aTurnThatRunsIsFollowedToItsEnd() throws Exception {
    DrivenSession session =
        orch.implement("[[say a]] [[write k5.txt 5]] [[gate running]] [[say b]]");
    session.awaitGate(orch.model(), "running");
    orch.daemon().killAndRestart();
    assertThat(session.view().path("state").asString()).isEqualTo("running");
    orch.model().openGate("running");

    session.await("completed");
    assertNothingIsLostOrDoubled(session, "a", "b");
  }

  @Test
  void whatAnAgentDoesWhileNoDaemonIsThereIsReadLater() throws Exception {
    DrivenSession session =
        orch.implement("[[say a]] [[write k6.txt 6]] [[gate alone]] [[write k7.txt 7]] [[say b]]");
    session.awaitGate(orch.model(), "alone");
    Path worktree = session.worktree();
    orch.daemon().kill();
    orch.model().openGate("alone");
    Waiting.until(() -> Files.exists(worktree.resolve("k7.txt")));
    orch.daemon().startAgain();

    session.await("completed");
    assertNothingIsLostOrDoubled(session, "a", "b");
  }

  @Test
  void aStopThatWasTakenIsCarriedOut() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[write k8.txt 8]] [[gate stop]] [[say b]]");
    session.awaitGate(orch.model(), "stop");
    session.stop();
    orch.daemon().killAndRestart();

    assertThat(session.await("stopped").path("reason").asString()).isEqualTo("user");
    assertNothingIsLostOrDoubled(session, "a");
    assertThat(LivingProcesses.inFolder(session.worktree())).isEmpty();
  }

  @Test
  void aStoppedSessionIsResumedByTheNextDaemon() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[write k9.txt 9]] [[gate halt]] [[say b]]");
    session.awaitGate(orch.model(), "halt");
    session.stop();
    session.await("stopped");
    orch.daemon().killAndRestart();
    session.resume("[[say c]]");

    session.await("completed");
    assertThat(session.said()).containsExactly("a", "c");
    assertThat(orch.heardWith("[[say c]]")).contains("a");
    assertThat(session.turnsInWords()).containsExactly("start stopped", "resume completed");
  }

  @Test
  void aResumeThatWasTakenIsCarriedOut() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[ask Go on?]]");
    session.awaitRequest("question");
    session.stop();
    session.await("stopped");
    session.resume("[[say resumed]]");
    orch.daemon().killAndRestart();

    session.await("completed");
    assertThat(session.said()).containsExactly("a", "resumed");
    assertThat(orch.heardWith("[[say resumed]]")).contains("a");
    assertThat(session.turnsInWords()).containsExactly("start stopped", "resume completed");
  }

  @Test
  void aKeptMessageIsDeliveredOnce() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[write k0.txt 0]] [[gate keep]] [[say b]]");
    session.awaitGate(orch.model(), "keep");
    session.followUp("[[say c]]");
    orch.daemon().killAndRestart();
    orch.model().openGate("keep");

    session.await("completed");
    assertThat(session.said()).containsOnlyOnce("c");
    assertThat(session.events("follow_up.delivered")).hasSize(1);
    assertThat(session.kept()).isEmpty();
  }

  @Test
  void aSessionThatWasJustSentRunsOnce() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[write k11.txt 1]] [[say b]]");
    orch.daemon().killAndRestart();

    session.await("completed");
    assertNothingIsLostOrDoubled(session, "a", "b");
    assertThat(session.worktree().resolve("k11.txt")).exists();
  }
}
