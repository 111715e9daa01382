package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.inbox.InboxService;
import dev.orch.session.FollowUpResult;
import dev.orch.session.RequestOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the lifecycle promises where things go wrong: dead agents, open requests, lost folders. */
class SessionRulesTest extends PlaneSuite {
  private Session sendAndAwait(String prompt, SessionState state) throws InterruptedException {
    Session sent = plane.send("implement", project, prompt);
    return plane.await(sent.id(), in(state));
  }

  private void allow(InputRequest request) {
    plane.inbox.answer(
        request,
        new InboxService.Decided(InputRequest.Decision.ALLOW, null, "yes"),
        TestPlane.USER,
        _ -> {});
  }

  private void killAgent(SessionId id) throws InterruptedException {
    plane.await(id, _ -> agentPid(id) != null);
    ProcessHandle.of(Objects.requireNonNull(agentPid(id)))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  private @Nullable Long agentPid(SessionId id) {
    return plane.stores.turns().findLatest(id).map(turn -> turn.launch().pid()).orElse(null);
  }

  @Test
  void aQuestionOutlivesItsProcessAndIsAnsweredByTheNextTurn() throws Exception {
    Session asked = sendAndAwait("[[question Which?]]", SessionState.WAITING_FOR_USER);
    killAgent(asked.id());
    plane.await(
        asked.id(),
        _ -> plane.stores.turns().findLatest(asked.id()).orElseThrow().ended().isPresent());
    assertThat(plane.session(asked.id()).state()).isEqualTo(SessionState.WAITING_FOR_USER);
    allow(openRequest(asked.id()));
    plane.await(asked.id(), in(SessionState.COMPLETED));
    Turn last = plane.stores.turns().findLatest(asked.id()).orElseThrow();
    assertThat(last.kind()).isEqualTo(TurnKind.ANSWER);
    assertThat(plane.stores.inputRequests().listUnacknowledged(asked.id())).isEmpty();
  }

  @Test
  void anApprovalDiesWithItsProcess() throws Exception {
    Session asked = sendAndAwait("[[ask touch x]]", SessionState.WAITING_FOR_USER);
    InputRequest request = openRequest(asked.id());
    killAgent(asked.id());
    plane.await(asked.id(), in(SessionState.FAILED));
    assertThat(plane.inbox.require(request.id()).status()).isEqualTo(InputRequest.Status.WITHDRAWN);
  }

  @Test
  void aStopWithdrawsWhatIsStillAsked() throws Exception {
    Session asked = sendAndAwait("[[ask touch x]]", SessionState.WAITING_FOR_USER);
    InputRequest request = openRequest(asked.id());
    plane.sessions.stop(asked.id(), Reason.USER, TestPlane.USER, _ -> {});
    plane.await(asked.id(), in(SessionState.STOPPED));
    assertThat(plane.inbox.require(request.id()).status()).isEqualTo(InputRequest.Status.WITHDRAWN);
  }

  @Test
  void resumeIsRefusedWhileARequestIsOpen() throws Exception {
    Session asked = sendAndAwait("[[ask touch x]]", SessionState.WAITING_FOR_USER);
    Assertions.assertThatThrownBy(
            () -> plane.sessions.resume(asked.id(), null, TestPlane.USER, _ -> {}))
        .isInstanceOf(RequestOpenException.class);
  }

  @Test
  void aRequestWithoutARowIsRefusedWithWhatMayBeDone() throws Exception {
    Session done = sendAndAwait("[[say x]]", SessionState.COMPLETED);
    Assertions.assertThatThrownBy(
            () -> plane.sessions.stop(done.id(), Reason.USER, TestPlane.USER, _ -> {}))
        .isInstanceOfSatisfying(
            IllegalTransitionException.class,
            refused -> assertThat(refused.actions()).isNotEmpty());
  }

  @Test
  void aLimitParksTheSessionAndResumeGoesOn() throws Exception {
    Session parked = sendAndAwait("[[fail 429]]", SessionState.WAITING_FOR_USER);
    assertThat(parked.reason()).contains(Reason.RATE_LIMITED);
    FollowUpResult kept =
        plane.sessions.followUp(
            parked.id(), "[[say later]]", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    assertThat(kept).isInstanceOf(FollowUpResult.Kept.class);
    assertThat(plane.session(parked.id()).state()).isEqualTo(SessionState.WAITING_FOR_USER);
    plane.sessions.resume(parked.id(), null, TestPlane.USER, _ -> {});
    plane.await(parked.id(), in(SessionState.COMPLETED));
    assertThat(plane.stores.followUps().listKept(parked.id())).isEmpty();
  }

  @Test
  void aKeptMessageStaysListedAfterAFailureUntilAResumeSendsIt() throws Exception {
    Path gate = folder.resolve("gate");
    Session sent = plane.send("implement", project, "[[lines 5 5 %s]] [[exit 3]]".formatted(gate));
    plane.await(sent.id(), in(SessionState.RUNNING));
    plane.sessions.followUp(
        sent.id(), "[[say kept]]", FollowUp.Mode.NEXT_TURN, TestPlane.USER, _ -> {});
    Files.createFile(gate);
    plane.await(sent.id(), in(SessionState.FAILED));
    assertThat(plane.stores.followUps().listKept(sent.id())).hasSize(1);
    plane.sessions.resume(sent.id(), null, TestPlane.USER, _ -> {});
    plane.await(sent.id(), in(SessionState.COMPLETED));
    assertThat(plane.story(sent.id())).contains("text=kept");
  }

  @Test
  void resumeMakesAMissingWorktreeAgain() throws Exception {
    Session sent = plane.send("implement", project, "[[say one]] [[exit 3]]");
    Session failed = plane.await(sent.id(), in(SessionState.FAILED));
    try (Stream<Path> files = Files.walk(failed.place().folder())) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
    plane.sessions.resume(sent.id(), "[[write again.txt x]]", TestPlane.USER, _ -> {});
    plane.await(sent.id(), in(SessionState.COMPLETED));
    assertThat(failed.place().folder().resolve("again.txt")).exists();
  }

  @Test
  void aLaunchGoesOnWhereverTheDaemonDies() throws Exception {
    List<SessionId> sent = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SessionId id = plane.send("implement", project, "[[lines 3]]").id();
      sent.add(id);
      int happened = i;
      plane.await(id, _ -> plane.events(id).size() >= happened);
      restart();
    }
    for (SessionId id : sent) {
      plane.await(id, in(SessionState.COMPLETED));
      assertThat(plane.events(id, "process.started")).hasSize(1);
      assertThat(plane.events(id, "process.exited")).hasSize(1);
      assertThat(plane.events(id, "agent.message")).hasSizeBetween(3, 4);
      assertThat(plane.events(id, "artifact.created")).hasSize(4);
    }
  }

  @Test
  void aMessageWhoseTurnNeverStartedIsSaidByTheNextOne() throws Exception {
    Session done = sendAndAwait("[[say one]]", SessionState.COMPLETED);
    uninstallAgent();
    plane.sessions.followUp(
        done.id(), "[[say unsaid]]", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    plane.await(done.id(), in(SessionState.FAILED));
    assertThat(plane.stores.followUps().listKept(done.id())).hasSize(1);
    installAgent();
    plane.sessions.resume(done.id(), null, TestPlane.USER, _ -> {});
    plane.await(done.id(), in(SessionState.COMPLETED));
    assertThat(plane.story(done.id())).contains("text=unsaid");
  }

  @Test
  void aResumeWhoseTurnNeverStartedKeepsItsMessage() throws Exception {
    Session failed = sendAndAwait("[[say one]] [[exit 3]]", SessionState.FAILED);
    uninstallAgent();
    plane.sessions.resume(failed.id(), "[[say unsaid]]", TestPlane.USER, _ -> {});
    plane.await(
        failed.id(),
        s -> s.state() == SessionState.FAILED && s.reason().orElseThrow() == Reason.LAUNCH_FAILED);
    installAgent();
    plane.sessions.resume(failed.id(), null, TestPlane.USER, _ -> {});
    plane.await(failed.id(), in(SessionState.COMPLETED));
    assertThat(plane.story(failed.id())).contains("text=unsaid");
  }

  @Test
  void aMessageThatCameWhileAnApprovalWaitedIsATurnOfItsOwn() throws Exception {
    Session asked = sendAndAwait("[[ask touch x]] [[say one]]", SessionState.WAITING_FOR_USER);
    plane.sessions.followUp(asked.id(), "[[say two]]", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    allow(openRequest(asked.id()));
    Session done = plane.await(asked.id(), in(SessionState.COMPLETED));
    assertThat(done.progress().turnCount()).isEqualTo(2);
  }

  @Test
  void anAcceptedPlanIsImplementedInLaterTurnsToo() throws Exception {
    Session sent = plane.send("plan", project, "[[plan do it]] [[exit 3]]");
    plane.await(sent.id(), in(SessionState.WAITING_FOR_USER));
    allow(openRequest(sent.id()));
    plane.await(sent.id(), in(SessionState.FAILED));
    plane.sessions.resume(sent.id(), "[[write late.txt x]]", TestPlane.USER, _ -> {});
    Session done = plane.await(sent.id(), in(SessionState.COMPLETED));
    assertThat(done.place().folder().resolve("late.txt")).exists();
    String spec = plane.stores.turns().findLatest(sent.id()).orElseThrow().launch().spec();
    assertThat(spec).contains("acceptEdits");
  }

  private void uninstallAgent() throws IOException {
    Files.createFile(folder.resolve("home/no-agent"));
  }

  private void installAgent() throws IOException {
    Files.delete(folder.resolve("home/no-agent"));
  }
}
