package dev.orch.session;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of the API. Each commits what is wanted, then wakes the session's thread, which alone
 * deals with the process. A verb that fails has changed nothing.
 *
 * <p>Every verb takes {@code withCommit}, which is called inside its commit with the result, so
 * that a receipt stands or falls with the effect.
 */
public final class SessionService {
  private final Stores stores;
  private final SessionLedger ledger;
  private final Admission admission;
  private final FollowUps followUps;
  private final KeptFollowUps kept;
  private final SessionMaker maker;
  private final LiveSessions live;
  private final InstantSource clock;

  /** With everything that it calls. */
  public SessionService(
      Stores stores,
      SessionLedger ledger,
      Admission admission,
      FollowUps followUps,
      SessionMaker maker,
      LiveSessions live,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.admission = admission;
    this.followUps = followUps;
    this.kept = new KeptFollowUps(stores, ledger);
    this.maker = maker;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Makes a session and admits its first turn, inside the unit of the caller.
   *
   * @throws dev.orch.domain.project.BranchTakenException if the branch that was named is another
   *     session's, or no name by the template is free
   */
  public Session create(SessionRequest wanted, Actor actor) {
    return maker.create(wanted, actor);
  }

  /**
   * What the branch of such a session would be called if it were made now, with {@code
   * {session_id}} where its id would stand; empty if it would get none.
   *
   * @throws dev.orch.domain.project.BranchTakenException as {@link #create} would
   */
  public Optional<String> findBranch(SessionRequest wanted) {
    return maker.findBranch(wanted);
  }

  /**
   * Does what is asked of a session, inside the unit of the caller, who then {@linkplain #wake
   * wakes} the session: what the verb of that name does, without a choice.
   *
   * @param message what a follow-up says; null for a resume that says nothing of its own
   * @throws IllegalArgumentException for what needs more than a message
   */
  public Session act(SessionId id, SessionAction asked, @Nullable String message, Actor actor) {
    return switch (asked) {
      case FOLLOW_UP ->
          followUps.take(id, Objects.requireNonNull(message), FollowUp.Mode.AUTO, actor).session();
      case STOP -> stopInside(id, Reason.USER, actor);
      case RESUME -> resumeInside(id, message, actor);
      case ARCHIVE -> ledger.archive(id, actor);
      case UNARCHIVE -> ledger.unarchive(id, actor);
      case ANSWER, APPLY, RELEASE, DELETE ->
          throw new IllegalArgumentException(asked + " needs more than a message");
    };
  }

  /** What may be done with messages that wait. */
  public KeptFollowUps kept() {
    return kept;
  }

  /** Lets the session's thread look at what was committed for it. */
  public void wake(SessionId id) {
    live.wake(id);
  }

  /**
   * Waits until the session has left {@code created}, is found to wait for a place, or time is
   * over; and gives it as it is.
   */
  public Session awaitLaunched(SessionId id, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long seen = stores.events().lastSeq();
      Session session = ledger.require(id);
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      boolean launches =
          session.state() == SessionState.CREATED && session.standing().reason() != Reason.QUEUED;
      if (!launches || left.isNegative()) {
        return session;
      }
      stores.events().awaitAfter(seen, left);
    }
  }

  /**
   * Says something more to the session: answers what it asks, goes into its turn, begins one or is
   * kept, as the specification of follow-ups has it.
   *
   * @throws dev.orch.domain.session.IllegalTransitionException if the session takes none any more
   */
  public FollowUpResult followUp(
      SessionId id,
      String message,
      FollowUp.Mode mode,
      Actor actor,
      Consumer<FollowUpResult> withCommit) {
    return followUp(id, () -> message, mode, actor, withCommit);
  }

  /**
   * The same with a message that is made of what is stored.
   *
   * @param message is asked inside the unit; where it throws, nothing was changed
   */
  public FollowUpResult followUp(
      SessionId id,
      Supplier<String> message,
      FollowUp.Mode mode,
      Actor actor,
      Consumer<FollowUpResult> withCommit) {
    FollowUpResult result =
        stores
            .transactions()
            .write(() -> {
              FollowUpResult done = followUps.take(id, message.get(), mode, actor);
              withCommit.accept(done);
              return done;
            });
    live.wake(id);
    return result;
  }

  /**
   * Goes on with a failed, stopped or blocked session in the agent's own conversation, once there
   * is a place.
   *
   * @param message what is said first; null for the oldest kept follow-up, else a fixed sentence
   * @throws RequestOpenException while the session waits for an answer
   * @throws dev.orch.domain.session.IllegalTransitionException in any other state
   */
  public Session resume(
      SessionId id, @Nullable String message, Actor actor, Consumer<Session> withCommit) {
    Session result = step(() -> resumeInside(id, message, actor), withCommit);
    live.wake(id);
    return result;
  }

  private Session resumeInside(SessionId id, @Nullable String message, Actor actor) {
    Optional<InputRequest> open = stores.inputRequests().listOpen(id).stream().findFirst();
    if (open.isPresent()) {
      throw new RequestOpenException(id, open.get().id(), ledger.actions(ledger.require(id)));
    }
    Session before = ledger.requireStep(id, SessionTrigger.RESUME);
    if (admission.waits(before, message == null ? Wish.resume(actor) : Wish.resumeSaying(actor))) {
      if (message != null) {
        admission.keepFirst(before, message, actor);
      }
      return ledger.require(id);
    }
    Session session = ledger.request(id, SessionTrigger.RESUME, Cause.of(actor, Reason.PREPARING));
    if (message == null) {
      admission.goOn(id, TurnKind.RESUME);
    } else {
      admission.admitResume(session, message);
    }
    return ledger.require(id);
  }

  /**
   * Records that the session is to stop; its thread goes down the ladder. A second stop goes one
   * rung on at once. One that waits for a place waits for none any more.
   *
   * @throws dev.orch.domain.session.IllegalTransitionException if there is nothing to stop
   */
  public Session stop(SessionId id, Reason reason, Actor actor, Consumer<Session> withCommit) {
    Session result = step(() -> stopInside(id, reason, actor), withCommit);
    live.wake(id);
    return result;
  }

  private Session stopInside(SessionId id, Reason reason, Actor actor) {
    Session session = ledger.require(id);
    Optional<Turn> open = stores.turns().findLatest(id).filter(Turn::isOpen);
    if (open.isEmpty()) {
      return stopWithoutTurn(session, reason, actor);
    }
    Turn turn = open.get();
    stores.turns().requestStop(id, turn.number(), reason, clock.instant());
    return stopRequested(session, reason, actor);
  }

  /** What has ended and waits for a place to go on only leaves the queue: it stays what it was. */
  private Session stopWithoutTurn(Session session, Reason reason, Actor actor) {
    boolean onlyQueued =
        SessionLifecycle.hasEnded(session.state()) && stores.queue().remove(session.id());
    return onlyQueued
        ? stopRequested(session, reason, actor)
        : ledger.request(session.id(), SessionTrigger.STOP, Cause.of(actor, reason));
  }

  private Session stopRequested(Session session, Reason reason, Actor actor) {
    int turn = session.progress().turnCount();
    ledger.append(
        session,
        turn,
        EventType.SESSION_STOP_REQUESTED,
        actor,
        new SessionPayload.StopRequested(turn, reason.wireName()));
    return ledger.touch(session.id());
  }

  /**
   * Puts an ended session out of sight; everything of it is kept.
   *
   * @throws dev.orch.domain.session.IllegalTransitionException unless it has ended
   */
  public Session archive(SessionId id, Actor actor, Consumer<Session> withCommit) {
    return step(() -> ledger.archive(id, actor), withCommit);
  }

  /**
   * Takes an archived session back to what it was.
   *
   * @throws dev.orch.domain.session.IllegalTransitionException unless it is archived
   */
  public Session unarchive(SessionId id, Actor actor, Consumer<Session> withCommit) {
    return step(() -> ledger.unarchive(id, actor), withCommit);
  }

  /** Records that a person has looked at it. Again: nothing, until it takes another state. */
  public Session seen(SessionId id, Consumer<Session> withCommit) {
    return step(
        () -> {
          stores.sessions().markSeen(id, clock.instant());
          return ledger.require(id);
        },
        withCommit);
  }

  /** One commit with its receipt; whoever has a process that must hear of it wakes it then. */
  private Session step(Supplier<Session> taken, Consumer<Session> withCommit) {
    return stores
        .transactions()
        .write(() -> {
          Session after = taken.get();
          withCommit.accept(after);
          return after;
        });
  }

  /**
   * Answers an input request, once. The session goes on when none is left open.
   *
   * @throws NotFoundException if there is no such request
   * @throws AlreadyAnsweredException if it is not open
   */
  public InputRequest answer(
      String requestId,
      InputRequest.Answer answer,
      Actor actor,
      Consumer<InputRequest> withCommit) {
    InputRequest result =
        stores
            .transactions()
            .write(() -> {
              InputRequest answered =
                  followUps.answer(
                      requireRequest(requestId), answer, SessionTrigger.AGENT_CONTINUED, actor);
              withCommit.accept(answered);
              return answered;
            });
    live.wake(result.session());
    return result;
  }

  private InputRequest requireRequest(String requestId) {
    return stores
        .inputRequests()
        .find(requestId)
        .orElseThrow(() ->
            new NotFoundException(NotFoundException.Thing.INPUT_REQUEST, requestId, List.of()));
  }
}
