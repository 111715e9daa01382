package dev.orch.session;

import dev.orch.api.event.InputPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of a message to a session. An approval is never decided by one. Every method
 * is called inside a unit of the caller.
 */
public final class FollowUps {
  private final Stores stores;
  private final SessionLedger ledger;
  private final Admission admission;
  private final InstantSource clock;

  /** With everything that it calls. */
  public FollowUps(Stores stores, SessionLedger ledger, Admission admission, InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.admission = admission;
    this.clock = clock;
  }

  FollowUpResult take(SessionId id, String message, FollowUp.Mode mode, Actor actor) {
    Session session = ledger.require(id);
    if (SessionLifecycle.next(session.state(), SessionTrigger.FOLLOW_UP).isEmpty()) {
      throw ledger.refused(session, SessionTrigger.FOLLOW_UP);
    }
    if (session.state() == SessionState.WAITING_FOR_USER) {
      return takeWaiting(session, message, mode, actor);
    }
    boolean begins = session.state() == SessionState.CREATED;
    if (hasOpenTurn(id) || begins) {
      FollowUp.Mode when = begins ? FollowUp.Mode.NEXT_TURN : mode;
      FollowUp kept = admission.keep(session, message, when, actor);
      Session after =
          ledger.request(
              id, SessionTrigger.FOLLOW_UP, Cause.of(actor, session.standing().reason()));
      return new FollowUpResult.Kept(after, kept);
    }
    return begin(session, message, mode, actor);
  }

  private boolean hasOpenTurn(SessionId id) {
    return stores.turns().findLatest(id).filter(Turn::isOpen).isPresent();
  }

  private FollowUpResult takeWaiting(
      Session session, String message, FollowUp.Mode mode, Actor actor) {
    List<InputRequest> open = stores.inputRequests().listOpen(session.id());
    if (open.isEmpty()) {
      boolean triesAgain = session.reason().filter(r -> r == Reason.STARTUP_BLOCKED).isPresent();
      return triesAgain
          ? begin(session, message, mode, actor)
          : kept(session, message, mode, actor);
    }
    InputRequest first = open.getFirst();
    boolean decides =
        open.size() == 1
            && mode == FollowUp.Mode.AUTO
            && first.question().kind() != InputRequest.Kind.APPROVAL;
    return decides
        ? answerWith(session, first, message, actor)
        : kept(session, message, FollowUp.Mode.NEXT_TURN, actor);
  }

  private FollowUpResult kept(Session session, String message, FollowUp.Mode mode, Actor actor) {
    FollowUp followUp = admission.keep(session, message, mode, actor);
    return new FollowUpResult.Kept(ledger.touch(session.id()), followUp);
  }

  private FollowUpResult answerWith(
      Session session, InputRequest request, String message, Actor actor) {
    InputRequest.Decision decision =
        switch (request.question().kind()) {
          case QUESTION -> InputRequest.Decision.ALLOW;
          case PLAN_REVIEW, APPROVAL -> InputRequest.Decision.DENY;
        };
    InputRequest.Answer answer = new InputRequest.Answer(decision, null, message, clock.instant());
    InputRequest answered = answer(request, answer, SessionTrigger.FOLLOW_UP, actor);
    return new FollowUpResult.Answered(ledger.require(session.id()), answered);
  }

  /**
   * Records an answer, inside a unit of the caller; with the last open one the session goes on.
   *
   * @return the request as it stands then
   * @throws AlreadyAnsweredException if it was answered or withdrawn before
   */
  InputRequest answer(
      InputRequest request, InputRequest.Answer answer, SessionTrigger trigger, Actor actor) {
    Session session = ledger.require(request.session());
    if (!stores.inputRequests().answer(request.id(), answer)) {
      throw new AlreadyAnsweredException(request, ledger.actions(session));
    }
    long answered =
        ledger.append(
            session,
            request.turn(),
            EventType.INPUT_ANSWERED,
            actor,
            new InputPayload.Answered(
                request.id(), answer.decision().wireName(), answer.option(), answer.text()));
    continueIfAnswered(session.id(), trigger, actor, answered);
    return stores.inputRequests().find(request.id()).orElse(request);
  }

  /**
   * The message goes behind the kept ones, and the oldest of all begins the next turn; where there
   * is no place for one, the state stays.
   */
  private FollowUpResult begin(Session session, String message, FollowUp.Mode mode, Actor actor) {
    FollowUp mine = admission.keep(session, message, mode, actor);
    if (admission.waits(session, Wish.followUp(actor))) {
      return new FollowUpResult.Kept(ledger.require(session.id()), mine);
    }
    ledger.request(session.id(), SessionTrigger.FOLLOW_UP, Cause.of(actor, Reason.PREPARING));
    Turn turn = admission.goOn(session.id(), TurnKind.FOLLOW_UP);
    Session after = ledger.require(session.id());
    return mine.id().equals(turn.followUpId())
        ? new FollowUpResult.Sent(after)
        : new FollowUpResult.Kept(after, mine);
  }

  /**
   * Takes the step that follows the last answer. Where the process that asked has ended, the same
   * commit begins a turn that delivers the answers; or, where there is no place for one, the
   * session waits on as it is.
   *
   * @param answered the number of the event of that answer
   */
  private void continueIfAnswered(
      SessionId id, SessionTrigger trigger, Actor actor, long answered) {
    List<InputRequest> open = stores.inputRequests().listOpen(id);
    Optional<InputRequest> oldest = open.stream().findFirst();
    if (oldest.isPresent()) {
      ledger.reason(id, oldest.get().question().kind().reason());
      return;
    }
    boolean alive = hasOpenTurn(id);
    Reason reason = alive ? Reason.WORKING : Reason.PREPARING;
    Session before = ledger.require(id);
    if (SessionLifecycle.next(before.state(), trigger).isEmpty()) {
      return;
    }
    if (!alive && admission.waits(before, Wish.answer(actor))) {
      return;
    }
    ledger.observe(id, trigger, Cause.of(actor, reason).toldBy(answered));
    if (!alive) {
      admission.admit(id, TurnKind.ANSWER, "");
    }
  }
}
