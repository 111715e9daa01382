package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.schedule.QueuePlace.Because;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.TurnKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of who waits: messages, resumes, answers, stops. */
class QueuedStepsTest extends SessionQueueSuite {

  @Test
  void aFollowUpThatWaitsLeavesTheStateAndLaterOnesJoinIt() {
    SessionId done = done();
    SessionId other = running();
    running();
    FollowUpResult first = daemon.say(done, "one");
    FollowUpResult second = daemon.say(done, "two");

    assertThat(List.of(first, second)).hasOnlyElementsOfType(FollowUpResult.Kept.class);
    assertThat(state(done)).isEqualTo(SessionState.COMPLETED);
    assertThat(daemon.stores.queue().list()).hasSize(1);

    daemon.done(other);
    daemon.look();

    assertThat(state(done)).isEqualTo(SessionState.RUNNING);
    assertThat(daemon.turn(done).kind()).isEqualTo(TurnKind.FOLLOW_UP);
    assertThat(daemon.turn(done).prompt()).isEqualTo("one");
    assertThat(daemon.stores.followUps().listKept(done))
        .extracting(FollowUp::message)
        .containsExactly("two");
  }

  @Test
  void withTheLastMessageThatIsWithdrawnNothingIsWaitedFor() {
    SessionId done = done();
    running();
    running();
    daemon.say(done, "one");
    daemon.say(done, "two");
    List<FollowUp> kept = daemon.stores.followUps().listKept(done);

    withdraw(done, kept.get(0));
    assertThat(daemon.place(done)).isPresent();
    withdraw(done, kept.get(1));
    assertThat(daemon.place(done)).isEmpty();
  }

  private void withdraw(SessionId id, FollowUp message) {
    daemon.service.kept().withdraw(id, message.id(), () -> {}, QueuedSessions.USER);
  }

  @Test
  void aResumeStandsByItselfWhateverIsWithdrawn() {
    SessionId failed = failed();
    running();
    SessionId other = running();
    daemon.say(failed, "one");
    daemon.service.resume(failed, null, QueuedSessions.USER, _ -> {});

    withdraw(failed, daemon.stores.followUps().listKept(failed).getFirst());
    assertThat(daemon.place(failed)).isPresent();
    daemon.done(other);
    daemon.look();

    assertThat(state(failed)).isEqualTo(SessionState.RUNNING);
  }

  @Test
  void aResumeThatWaitsSaysItsMessageFirst() {
    SessionId failed = failed();
    running();
    SessionId other = running();
    daemon.say(failed, "earlier");
    daemon.service.resume(failed, "now", QueuedSessions.USER, _ -> {});
    assertThat(state(failed)).isEqualTo(SessionState.FAILED);

    daemon.done(other);
    daemon.look();

    assertThat(daemon.turn(failed).prompt()).isEqualTo("now");
  }

  @Test
  void aFollowUpToASessionThatNeverRanIsKept() {
    running();
    SessionId other = running();
    SessionId queued = daemon.send(project);
    assertThat(daemon.say(queued, "more")).isInstanceOf(FollowUpResult.Kept.class);
    assertThat(daemon.session(queued).reason()).contains(Reason.QUEUED);

    daemon.done(other);
    daemon.look();

    assertThat(daemon.turn(queued).prompt()).isEqualTo("do it");
    assertThat(daemon.stores.followUps().listKept(queued)).hasSize(1);
  }

  @Test
  void aLateAnswerWaitsForAPlaceAndItsSessionStaysWhatItWas() {
    SessionId asked = running();
    InputRequest request = daemon.asks(asked);
    daemon.leavesItsQuestion(asked);
    running();
    SessionId other = running();

    daemon.answer(request);
    assertThat(state(asked)).isEqualTo(SessionState.WAITING_FOR_USER);
    assertThat(daemon.session(asked).reason()).contains(Reason.QUESTION);
    assertThat(place(asked).because()).isEqualTo(Because.GLOBAL);
    daemon.done(other);
    daemon.look();

    assertThat(state(asked)).isEqualTo(SessionState.RUNNING);
    assertThat(daemon.turn(asked).kind()).isEqualTo(TurnKind.ANSWER);
  }

  @Test
  void aStopTakesASessionOutOfTheQueueForGood() {
    SessionId done = done();
    SessionId other = running();
    running();
    SessionId queued = daemon.send(project);
    daemon.say(done, "more");

    stop(queued);
    stop(done);
    assertThat(state(queued)).isEqualTo(SessionState.STOPPED);
    assertThat(state(done)).isEqualTo(SessionState.COMPLETED);
    assertThat(daemon.told(done, "session.stop_requested")).hasSize(1);
    assertThat(daemon.stores.queue().isEmpty()).isTrue();
    assertThatThrownBy(() -> stop(done)).isInstanceOf(IllegalTransitionException.class);

    daemon.done(other);
    daemon.look();
    assertThat(daemon.hasOpenTurn(queued)).isFalse();
    assertThat(daemon.hasOpenTurn(done)).isFalse();
  }

  private void stop(SessionId id) {
    daemon.service.stop(id, Reason.USER, QueuedSessions.USER, _ -> {});
  }

  @Test
  void whoIsArchivedWaitsForNothing() {
    SessionId done = done();
    running();
    running();
    daemon.say(done, "more");

    daemon.service.archive(done, QueuedSessions.USER, _ -> {});

    assertThat(daemon.stores.queue().isEmpty()).isTrue();
  }
}
