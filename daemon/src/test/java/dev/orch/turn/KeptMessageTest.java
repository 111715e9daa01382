package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A message is said once: it is listed until an agent has truly taken it, however a turn ends. */
class KeptMessageTest extends ProjectSuite {
  private static final String DIES_UNHEARD = "#!/bin/sh\nexit 7\n";

  private void awaitOffered(SessionId id) throws InterruptedException {
    project.plane().await(id, _ -> !project.offered(id, 1).isEmpty());
  }

  @Test
  void aMessageThatTheAgentHadNotTakenStaysListedAfterAStopAndIsSaidByTheResume() throws Exception {
    SessionId id = project.send("[[say one]] [[hang]]");
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say two]]", FollowUp.Mode.AUTO);
    awaitOffered(id);
    project.stop(id);
    project.await(id, SessionState.STOPPED);
    assertThat(project.kept(id)).containsExactly("[[say two]]");
    assertThat(project.said(id)).doesNotContain("two");
    project.resume(id, null);
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).containsOnlyOnce("two");
    assertThat(project.kept(id)).isEmpty();
  }

  @Test
  void messagesThatAStopLeftAreATurnEach() throws Exception {
    SessionId id = project.send("[[say one]] [[hang]]");
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say two]]" + project.untilTheGateOpens(), FollowUp.Mode.AUTO);
    project.followUp(id, "[[say three]]", FollowUp.Mode.AUTO);
    project.stop(id);
    project.await(id, SessionState.STOPPED);
    project.resume(id, null);
    project.awaitSaid(id, "two");
    project.followUp(id, "[[say steered]]", FollowUp.Mode.AUTO);
    project.plane().await(id, _ -> project.offered(id, 2).contains("[[say steered]]"));
    assertThat(project.offered(id, 2)).doesNotContain("[[say three]]");
    project.openGate();
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).containsSubsequence("two", "steered", "three");
    assertThat(project.latestTurn(id).number()).isEqualTo(3);
  }

  @Test
  void aFollowUpThatItsAgentDidNotLiveToHearIsSaidByTheNextTurn() throws Exception {
    SessionId id = project.send("[[say one]]");
    project.await(id, SessionState.COMPLETED);
    project.replaceAgent(DIES_UNHEARD);
    project.followUp(id, "[[say unsaid]]", FollowUp.Mode.AUTO);
    Session failed = project.await(id, SessionState.FAILED);
    assertThat(failed.reason()).contains(Reason.AGENT_CRASHED);
    assertThat(project.kept(id)).containsExactly("[[say unsaid]]");
    project.restoreAgent();
    project.resume(id, null);
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).containsOnlyOnce("unsaid");
  }

  @Test
  void aMessageWhoseProjectWasMovedAwayIsKeptAndNothingIsMadeThere() throws Exception {
    SessionId id = project.send("[[say one]]" + project.untilTheGateOpens());
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say later]]", FollowUp.Mode.NEXT_TURN);
    project.moveAway();
    project.openGate();
    Session failed = project.await(id, SessionState.FAILED);
    assertThat(failed.reason()).contains(Reason.LAUNCH_FAILED);
    assertThat(project.kept(id)).containsExactly("[[say later]]");
    assertThat(folder.resolve("app")).doesNotExist();
    project.bringBack();
    project.resume(id, null);
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).containsOnlyOnce("later");
  }

  @Test
  void theMessageOfAResumeThatItsAgentDidNotLiveToHearIsTheFirstOfThoseKept() throws Exception {
    SessionId id = project.send("[[say one]]" + project.untilTheGateOpens() + "[[exit 3]]");
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say later]]", FollowUp.Mode.NEXT_TURN);
    project.openGate();
    project.await(id, SessionState.FAILED);
    project.replaceAgent(DIES_UNHEARD);
    project.resume(id, "[[say first]]");
    awaitFailedTurn(id, 2);
    assertThat(project.kept(id)).containsExactly("[[say first]]", "[[say later]]");
    project.restoreAgent();
    project.resume(id, null);
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).containsSubsequence("one", "first", "later");
    assertThat(project.latestTurn(id).number()).isEqualTo(4);
  }

  @Test
  void anAnswerThatItsAgentDidNotLiveToHearIsGivenAgain() throws Exception {
    SessionId id = project.send("[[question Which?]]");
    project.await(id, SessionState.WAITING_FOR_USER);
    project.killAgent(id);
    project.plane().await(id, _ -> project.latestTurn(id).ended().isPresent());
    project.replaceAgent(DIES_UNHEARD);
    project.allow(project.plane().stores.inputRequests().listOpen(id).getFirst());
    awaitFailedTurn(id, 2);
    project.restoreAgent();
    project.resume(id, null);
    project.await(id, SessionState.COMPLETED);
    assertThat(input(id, 3)).contains("Which?");
    assertThat(project.plane().stores.inputRequests().listUnacknowledged(id)).isEmpty();
  }

  @Test
  void whatWasSaidInAConversationThatWasNeverWrittenDownIsAllSaidAgain() throws Exception {
    SessionId id =
        project.send("[[say one]]" + project.untilTheGateOpens() + "[[write f x]] [[ask true]]");
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say two]]", FollowUp.Mode.AUTO);
    awaitOffered(id);
    project.awaitRead(id, 1, 2);
    project.openGate();
    project.await(id, SessionState.WAITING_FOR_USER);
    assertThat(project.kept(id)).isEmpty();
    project.killAgent(id);
    project.await(id, SessionState.FAILED);
    project.forgetConversation(id);
    project.resume(id, "[[say three]]");
    awaitFailedTurn(id, 2);
    assertThat(project.kept(id)).containsExactly("[[say three]]", "[[say two]]");
    project.resume(id, null);
    project.await(id, SessionState.WAITING_FOR_USER);
    project.allow(project.plane().stores.inputRequests().listOpen(id).getFirst());
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).contains("one", "two", "three");
    assertThat(project.kept(id)).isEmpty();
  }

  @Test
  void aTurnNamesTheKeptMessageThatItBeganWith() throws Exception {
    SessionId id = project.send("[[say one]]");
    project.await(id, SessionState.COMPLETED);
    project.followUp(id, "[[exit 3]]", FollowUp.Mode.AUTO);
    project.await(id, SessionState.FAILED);
    project.resume(id, "[[say three]]");
    project.await(id, SessionState.COMPLETED);

    String kept =
        ((FollowUpPayload.Kept)
                project.plane().events(id, "follow_up.kept").getFirst().fact().payload())
            .followUpId();
    assertThat(project.plane().events(id, "turn.started"))
        .extracting(event -> ((TurnPayload.Started) event.fact().payload()).followUpId())
        .containsExactly(null, kept, null);
  }

  private void awaitFailedTurn(SessionId id, int number) throws InterruptedException {
    project
        .plane()
        .await(
            id,
            session ->
                session.progress().turnCount() == number && session.state() == SessionState.FAILED);
  }

  private String input(SessionId id, int turn) {
    return new String(
        project.plane().stores.outbox().bytesFrom(id, turn, 0), StandardCharsets.UTF_8);
  }
}
