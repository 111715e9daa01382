package dev.orch.turn;

import dev.orch.domain.event.Actor;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.session.Admission;
import dev.orch.session.Cause;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides what follows a turn, inside its last commit: the step of the lifecycle, or the next turn
 * where an answer or a message waits for one.
 */
final class AfterTurn {
  private final Stores stores;
  private final SessionLedger ledger;
  private final Admission admission;
  private final InstantSource clock;

  AfterTurn(Stores stores, SessionLedger ledger, Admission admission, InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.admission = admission;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The agent took what the turn began with: answers to earlier turns are among that. */
  void heard(Turn turn) {
    stores.inputRequests().listUnacknowledged(turn.session()).stream()
        .filter(request -> request.turn() < turn.number())
        .forEach(request -> stores.inputRequests().acknowledge(request.id()));
  }

  /**
   * The agent never took what the turn began with, so that it waits again. Where the conversation
   * has to begin anew, so does all that was ever said in it.
   */
  void unheard(SessionId id, Turn turn) {
    Session session = ledger.require(id);
    boolean anew = session.progress().agentSessionId() == null;
    admission.keepAgain(
        session,
        anew ? stores.followUps().takeBackAll(id) : stores.followUps().takeBack(id, turn.number()));
  }

  /** What is to be known of the machine to decide; called before the last commit. */
  void lookAround(Session session) {
    admission.lookForRoom(session);
  }

  /**
   * Takes the step that the end leads to, or begins the next turn.
   *
   * @param seq of the event that says that the turn has ended
   */
  void step(SessionId id, Outcome outcome, long seq) {
    forgetDeadApprovals(id);
    Cause cause = Cause.of(Actor.DAEMON, outcome.reason(), outcome.detail()).toldBy(seq);
    switch (outcome.verdict()) {
      case STOPPED -> stopped(id, outcome, cause);
      case COMPLETED, ASKED -> endedWell(id, cause);
      case FAILED, LOST -> failed(id, cause);
      case BLOCKED -> blocked(id, cause);
    }
  }

  /** An answered approval is never sent again: its tool call died with the process. */
  private void forgetDeadApprovals(SessionId id) {
    stores.inputRequests().listUnacknowledged(id).stream()
        .filter(request -> request.question().kind() == InputRequest.Kind.APPROVAL)
        .forEach(request -> stores.inputRequests().acknowledge(request.id()));
  }

  private void stopped(SessionId id, Outcome outcome, Cause cause) {
    if (outcome.by() == Outcome.By.STOP) {
      ledger.observe(id, SessionTrigger.STOP, cause);
    } else {
      failed(id, cause);
    }
  }

  private void endedWell(SessionId id, Cause cause) {
    List<InputRequest> open = stores.inputRequests().listOpen(id);
    boolean deadApproval =
        open.stream().anyMatch(r -> r.question().kind() == InputRequest.Kind.APPROVAL);
    if (deadApproval) {
      failed(id, cause);
      return;
    }
    if (!open.isEmpty()) {
      Reason waits = open.getFirst().question().kind().reason();
      ledger.observe(id, SessionTrigger.AGENT_FINISHED, cause.with(waits));
      return;
    }
    Optional<FollowUp> kept = admission.kept(id).stream().findFirst();
    if (!stores.inputRequests().listUnacknowledged(id).isEmpty()) {
      admission.admit(id, TurnKind.ANSWER, "");
      ledger.reason(id, Reason.PREPARING);
    } else if (kept.isPresent() && admission.hasRoom(ledger.require(id))) {
      admission.admitKept(id, kept.get(), TurnKind.FOLLOW_UP);
      ledger.reason(id, Reason.PREPARING);
    } else {
      ledger.observe(id, SessionTrigger.AGENT_FINISHED, cause.with(null));
      kept.ifPresent(_ -> admission.deliverLater(ledger.require(id)));
    }
  }

  /**
   * A reason of another state, as of an agent that somebody else interrupted, is no reason here.
   */
  private void failed(SessionId id, Cause cause) {
    Session session = ledger.require(id);
    boolean heard = SessionLifecycle.next(session.state(), SessionTrigger.AGENT_FAILED).isPresent();
    Reason seen = cause.reason();
    Reason why = seen != null && seen.fits(SessionState.FAILED) ? seen : Reason.AGENT_ERROR;
    ledger.observe(
        id, heard ? SessionTrigger.AGENT_FAILED : SessionTrigger.LAUNCH_FAILED, cause.with(why));
  }

  /** With a request open, a turn that ended on a block ended as any other does. */
  private void blocked(SessionId id, Cause cause) {
    if (stores.inputRequests().listOpen(id).isEmpty()) {
      ledger.observe(id, SessionTrigger.AGENT_BLOCKED, cause);
    } else {
      endedWell(id, cause);
    }
  }
}
