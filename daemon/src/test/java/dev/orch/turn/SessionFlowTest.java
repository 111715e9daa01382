package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.inbox.InboxService;
import dev.orch.session.FollowUpResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The main job on real parts, and the same with the daemon's threads gone in between. */
class SessionFlowTest extends PlaneSuite {
  private static final Predicate<Session> WAITING = in(SessionState.WAITING_FOR_USER);
  private static final Predicate<Session> COMPLETED = in(SessionState.COMPLETED);
  private static final Predicate<Session> STOPPED = in(SessionState.STOPPED);

  private List<String> messages(SessionId id) {
    return plane.events(id, "agent.message").stream()
        .map(event -> event.fact().payload())
        .map(AgentPayload.Message.class::cast)
        .map(AgentPayload.Message::text)
        .toList();
  }

  private void answer(SessionId id, InputRequest.Decision decision, @Nullable String text) {
    plane.inbox.answer(
        openRequest(id), new InboxService.Decided(decision, null, text), TestPlane.USER, _ -> {});
  }

  @Test
  void implementChangesTheWorktreeAndNothingElse() throws Exception {
    String before = repository.git("status", "--porcelain=v2", "--branch");
    Session sent = plane.send("implement", project, "[[write new.txt hello]] [[say done]]");
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(done.place().folder().resolve("new.txt")).hasContent("hello");
    assertThat(repository.folder().resolve("new.txt")).doesNotExist();
    assertThat(repository.git("status", "--porcelain=v2", "--branch")).isEqualTo(before);
    assertThat(messages(sent.id())).contains("done");
    assertThat(done.progress().exitCode()).isZero();
    assertThat(done.progress().agentSessionId()).isNotNull();
  }

  @Test
  void anAgentsGitNeverClimbsFromABrokenWorktreeIntoTheCheckout() throws Exception {
    Session sent =
        plane.send(
            "implement",
            project,
            "[[ask mv .git lost; git rev-parse --show-toplevel >top 2>&1; mv lost .git;"
                + " git config gc.auto >gc; git config maintenance.auto >>gc]]");
    plane.await(sent.id(), WAITING);

    answer(sent.id(), InputRequest.Decision.ALLOW, null);

    Path worktree = plane.await(sent.id(), COMPLETED).place().folder();
    assertThat(worktree.resolve("top")).content().contains("not a git repository");
    assertThat(worktree.resolve("gc")).hasContent("0\nfalse\n");
  }

  @Test
  void everyLineIsRecordedOnceOverRestarts() throws Exception {
    Session sent = plane.send("implement", project, "[[lines 200 10]]");
    for (int i = 0; i < 4; i++) {
      long seen = plane.stores.events().lastSeq();
      plane.stores.events().awaitAfter(seen + 10, java.time.Duration.ofMillis(300));
      restart();
    }
    plane.await(sent.id(), COMPLETED);
    List<String> expected = IntStream.rangeClosed(1, 200).mapToObj(i -> "line " + i).toList();
    assertThat(messages(sent.id()).stream().filter(t -> t.startsWith("line ")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void anApprovalIsAskedAnsweredAndTheTurnGoesOn() throws Exception {
    Session sent = plane.send("implement", project, "[[ask touch allowed.txt]] [[say after]]");
    Session waiting = plane.await(sent.id(), WAITING);
    assertThat(waiting.reason()).contains(Reason.APPROVAL);
    answer(sent.id(), InputRequest.Decision.ALLOW, null);
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(done.place().folder().resolve("allowed.txt")).exists();
    assertThat(messages(sent.id())).contains("after");
    assertThat(plane.stores.inputRequests().listUnacknowledged(sent.id())).isEmpty();
  }

  @Test
  void anApprovalCanBeAnsweredAfterARestart() throws Exception {
    Session sent = plane.send("implement", project, "[[ask touch allowed.txt]] [[say after]]");
    plane.await(sent.id(), WAITING);
    restart();
    answer(sent.id(), InputRequest.Decision.DENY, "not now");
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(done.place().folder().resolve("allowed.txt")).doesNotExist();
  }

  @Test
  void aFollowUpAnswersTheOpenQuestion() throws Exception {
    Session sent = plane.send("implement", project, "[[question Which one?]] [[say thanks]]");
    Session waiting = plane.await(sent.id(), WAITING);
    assertThat(waiting.reason()).contains(Reason.QUESTION);
    FollowUpResult result =
        plane.sessions.followUp(
            sent.id(), "the left one", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    assertThat(result).isInstanceOf(FollowUpResult.Answered.class);
    plane.await(sent.id(), COMPLETED);
  }

  @Test
  void aFollowUpNeverDecidesAnApproval() throws Exception {
    Session sent = plane.send("implement", project, "[[ask touch x]] [[say one]]");
    plane.await(sent.id(), WAITING);
    FollowUpResult result =
        plane.sessions.followUp(
            sent.id(), "[[say two]]", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    assertThat(result).isInstanceOf(FollowUpResult.Kept.class);
    assertThat(plane.session(sent.id()).state()).isEqualTo(SessionState.WAITING_FOR_USER);
    answer(sent.id(), InputRequest.Decision.ALLOW, null);
    plane.await(sent.id(), COMPLETED);
    assertThat(messages(sent.id())).contains("one", "two");
  }

  @Test
  void aPlanIsReviewedAndThenImplemented() throws Exception {
    Session sent = plane.send("plan", project, "[[plan do it well]] [[write p.txt x]] [[say ok]]");
    Session waiting = plane.await(sent.id(), WAITING);
    assertThat(waiting.reason()).contains(Reason.PLAN_REVIEW);
    answer(sent.id(), InputRequest.Decision.ALLOW, null);
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(done.place().folder().resolve("p.txt")).exists();
  }

  @Test
  void stopEndsAHangingAgentAndResumeGoesOnInTheSameConversation() throws Exception {
    Session sent = plane.send("implement", project, "[[say one]] [[hang]]");
    plane.await(sent.id(), _ -> messages(sent.id()).contains("one"));
    plane.sessions.stop(sent.id(), Reason.USER, TestPlane.USER, _ -> {});
    Session stopped = plane.await(sent.id(), STOPPED);
    assertThat(stopped.reason()).contains(Reason.USER);
    plane.sessions.resume(sent.id(), "[[history]]", TestPlane.USER, _ -> {});
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(done.progress().turnCount()).isEqualTo(2);
    assertThat(done.progress().agentSessionId()).isEqualTo(stopped.progress().agentSessionId());
  }

  @Test
  void stopKillsATreeThatIgnoresEverything() throws Exception {
    Session sent =
        plane.send("implement", project, "[[ignore-term]] [[deaf]] [[child]] [[say up]] [[hang]]");
    plane.await(sent.id(), _ -> messages(sent.id()).contains("up"));
    plane.sessions.stop(sent.id(), Reason.USER, TestPlane.USER, _ -> {});
    plane.await(sent.id(), STOPPED);
    assertThat(plane.session(sent.id()).progress().warnings()).isEmpty();
  }

  @Test
  void aStopOnRecordIsCarriedOutAfterARestart() throws Exception {
    Session sent = plane.send("implement", project, "[[ignore-term]] [[deaf]] [[say up]] [[hang]]");
    plane.await(sent.id(), _ -> messages(sent.id()).contains("up"));
    plane.sessions.stop(sent.id(), Reason.USER, TestPlane.USER, _ -> {});
    restart();
    plane.await(sent.id(), STOPPED);
  }

  @Test
  void aKeptFollowUpIsTheNextTurnWithoutACompletedBetween() throws Exception {
    Path gate = folder.resolve("gate");
    Session sent = plane.send("implement", project, "[[lines 10 5 %s]]".formatted(gate));
    plane.await(sent.id(), in(SessionState.RUNNING));
    plane.sessions.followUp(
        sent.id(), "[[say second]]", FollowUp.Mode.NEXT_TURN, TestPlane.USER, _ -> {});
    Files.createFile(gate);
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(messages(sent.id())).contains("line 10", "second");
    assertThat(done.progress().turnCount()).isEqualTo(2);
    assertThat(plane.events(sent.id(), "session.completed")).hasSize(1);
  }

  @Test
  void aCrashIsToldFromAnError() throws Exception {
    Session crashed = plane.send("implement", project, "[[say x]] [[exit 3]]");
    Session seen = plane.await(crashed.id(), in(SessionState.FAILED));
    assertThat(seen.reason()).contains(Reason.AGENT_CRASHED);
    assertThat(seen.progress().exitCode()).isEqualTo(3);
    Session refused = plane.send("implement", project, "[[fail 401]]");
    assertThat(plane.await(refused.id(), in(SessionState.FAILED)).reason())
        .contains(Reason.AUTH_REQUIRED);
  }

  @Test
  void aLaunchThatTheDiskRefusesSaysWhyInPlainWords() throws Exception {
    Path inTheWay = repository.folder().resolve(".orchestrator/worktrees");
    Files.createDirectories(inTheWay.getParent());
    Files.createFile(inTheWay);

    Session sent = plane.send("implement", project, "x");
    plane.await(sent.id(), in(SessionState.FAILED));

    assertThat(plane.events(sent.id(), "session.failed"))
        .singleElement()
        .extracting(event -> ((SessionPayload.Step) event.fact().payload()).detail())
        .asString()
        .contains("cannot make the folder " + inTheWay, ": something is there already")
        .doesNotContain("Exception");
  }

  @Test
  void turnsOfManySessionsEndWell() throws Exception {
    List<Session> sent =
        IntStream.range(0, 8)
            .mapToObj(
                i -> plane.send("implement", project, "[[lines 5]] [[write f.txt " + i + "]]"))
            .toList();
    for (Session session : sent) {
      Session done = plane.await(session.id(), COMPLETED);
      Turn turn = plane.stores.turns().findLatest(session.id()).orElseThrow();
      assertThat(turn.ended().orElseThrow().outcome().verdict())
          .isEqualTo(Outcome.Verdict.COMPLETED);
      assertThat(done.place().folder().resolve("f.txt")).exists();
    }
  }

  @Test
  void aReadOnlyActionRunsInTheCheckoutAndChangesNothing() throws Exception {
    Session sent = plane.send("analyze", project, "[[ask touch no.txt]] [[say read]]");
    Session done = plane.await(sent.id(), COMPLETED);
    assertThat(done.place().folder()).isEqualTo(project.path());
    assertThat(done.place().branch()).isNull();
    assertThat(project.path().resolve("no.txt")).doesNotExist();
    assertThat(plane.events(sent.id(), "input.requested")).isEmpty();
  }
}
