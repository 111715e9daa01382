package dev.orch.session;

import dev.orch.api.event.FollowUpPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.schedule.LaunchQueue;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Admits turns: the row that stands for a place, or the one in the queue that waits for it, is
 * written in the commit that wants it. Every method is called inside a unit of the caller.
 */
public final class Admission {
  private final Stores stores;
  private final SessionLedger ledger;
  private final LaunchQueue queue;
  private final RandomIds ids;
  private final InstantSource clock;

  /** With everything that it calls. */
  public Admission(
      Stores stores, SessionLedger ledger, LaunchQueue queue, RandomIds ids, InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.queue = queue;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Whether the session has to wait for a place to do this; then it is in the queue, once, and
   * whoever asks later has joined it. Otherwise the place is its own: the caller begins the turn in
   * this very unit.
   */
  public boolean waits(Session session, Wish wish) {
    Optional<QueueEntry> entry = queue.find(session.id());
    if (entry.isPresent()) {
      stores.queue().replace(session.id(), entry.get().wish().joinedBy(wish));
      ledger.touch(session.id());
      return true;
    }
    if (queue.admits(session, wish)) {
      queue.serve(session.assignment().project());
      return false;
    }
    enqueue(session, wish);
    return true;
  }

  private void enqueue(Session session, Wish wish) {
    QueuePlace place = queue.add(session, wish, null);
    ledger.queued(
        session.id(),
        new SessionPayload.Queued(
            wish.kind().wireName(), place.because().wireName(), place.position(), place.limit()),
        wish.actor());
  }

  /**
   * Looks whether there is room on the disk for the next turn of a session: what it sees decides
   * then. Called before the unit in which its turn ends, for it may take its time.
   */
  public void lookForRoom(Session session) {
    queue.lookForRoom(session.assignment().project());
  }

  /** Whether a turn may go over into the next one, whose place it keeps. */
  public boolean hasRoom(Session session) {
    return queue.hasRoom(session.assignment().project());
  }

  /** Has a session that has ended wait to deliver what is kept for it. */
  public void deliverLater(Session session) {
    enqueue(session, Wish.followUp(Actor.DAEMON));
  }

  /**
   * Gives a place to a session that waits: it leaves the queue, takes the step that it waited for,
   * and its turn begins.
   *
   * @throws dev.orch.domain.session.IllegalTransitionException if its state allows that no more
   */
  void begin(QueueEntry entry) {
    SessionId id = entry.session();
    Wish wish = entry.wish();
    stores.queue().remove(id);
    queue.serve(entry.project());
    Cause cause = Cause.of(wish.actor(), Reason.PREPARING);
    switch (wish.kind()) {
      case START -> {
        Session session = ledger.reason(id, Reason.PREPARING);
        admit(id, TurnKind.START, Prompts.opening(session));
      }
      case ANSWER -> {
        ledger.observe(id, SessionTrigger.AGENT_CONTINUED, cause);
        admit(id, TurnKind.ANSWER, "");
      }
      case FOLLOW_UP -> {
        ledger.request(id, SessionTrigger.FOLLOW_UP, cause);
        goOn(id, TurnKind.FOLLOW_UP);
      }
      case RESUME -> {
        ledger.request(id, SessionTrigger.RESUME, cause);
        goOn(id, TurnKind.RESUME);
      }
    }
  }

  /**
   * Begins the next turn with the oldest message that is kept, else with a sentence of ours. A
   * conversation that never began begins with its first prompt, and the messages behind it.
   */
  Turn goOn(SessionId id, TurnKind kind) {
    Session session = ledger.require(id);
    Optional<FollowUp> oldest = kept(id).stream().findFirst();
    return oldest.isPresent() && session.progress().agentSessionId() != null
        ? admitKept(id, oldest.get(), kind)
        : admit(id, kind, Prompts.resumed(session, null));
  }

  /** Begins the session's next turn with this prompt. */
  public Turn admit(SessionId id, TurnKind kind, String prompt) {
    return admit(id, kind, prompt, null);
  }

  /** What waits already is no part of this turn: only what comes while it runs may go into it. */
  private Turn admit(SessionId id, TurnKind kind, String prompt, @Nullable String followUp) {
    stores.followUps().leaveForLaterTurns(id);
    Session session =
        ledger.change(id, before -> before.withProgress(before.progress().withOneMoreTurn()));
    Turn turn =
        new Turn(
            id,
            session.progress().turnCount(),
            kind,
            prompt,
            ids.uuid(),
            followUp,
            Turn.Launch.NONE,
            null,
            null);
    stores.turns().insert(turn);
    return turn;
  }

  /** Begins the session's next turn with the oldest kept follow-up, which is thereby delivered. */
  public Turn admitKept(SessionId id, FollowUp oldest, TurnKind kind) {
    Turn turn = admit(id, kind, oldest.message(), oldest.id());
    stores.followUps().deliver(oldest.id(), turn.number(), clock.instant());
    ledger.append(
        ledger.require(id),
        turn.number(),
        EventType.FOLLOW_UP_DELIVERED,
        Actor.DAEMON,
        new FollowUpPayload.Delivered(oldest.id(), turn.number()));
    return turn;
  }

  /** Begins the next turn of a resumed session with a message, ahead of those that wait. */
  Turn admitResume(Session session, String message) {
    FollowUp mine =
        stores
            .followUps()
            .keepFirst(ids.next(), session.id(), message, FollowUp.Mode.AUTO, clock.instant());
    Turn turn = admit(session.id(), TurnKind.RESUME, Prompts.resumed(session, message));
    stores.followUps().deliver(mine.id(), turn.number(), clock.instant());
    return turn;
  }

  /** Keeps a message ahead of those that wait already. */
  void keepFirst(Session session, String message, Actor actor) {
    FollowUp kept =
        stores
            .followUps()
            .keepFirst(ids.next(), session.id(), message, FollowUp.Mode.AUTO, clock.instant());
    sayKept(session, kept, actor);
  }

  /** Has messages wait again that no agent took, each at its old place, and says so in the log. */
  public void keepAgain(Session session, List<FollowUp> unsaid) {
    unsaid.forEach(message -> sayKept(session, message, Actor.DAEMON));
  }

  /** Keeps a message behind those that wait already. */
  public FollowUp keep(Session session, String message, FollowUp.Mode mode, Actor actor) {
    FollowUp kept =
        stores.followUps().keep(ids.next(), session.id(), message, mode, clock.instant());
    sayKept(session, kept, actor);
    return kept;
  }

  private void sayKept(Session session, FollowUp kept, Actor actor) {
    ledger.append(
        session,
        session.progress().turnCount(),
        EventType.FOLLOW_UP_KEPT,
        actor,
        new FollowUpPayload.Kept(kept.id(), kept.message(), kept.mode().wireName()));
  }

  /** What waits to be delivered, oldest first. */
  public List<FollowUp> kept(SessionId id) {
    return stores.followUps().listKept(id);
  }
}
