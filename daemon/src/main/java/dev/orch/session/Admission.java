package dev.orch.session;

import dev.orch.api.event.FollowUpPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Admits turns: the row that stands for a slot, written in the commit that wants it. Every method
 * is called inside a unit of the caller.
 */
public final class Admission {
  private final Stores stores;
  private final SessionLedger ledger;
  private final RandomIds ids;
  private final InstantSource clock;

  public Admission(Stores stores, SessionLedger ledger, RandomIds ids, InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins the session's next turn with this prompt. */
  public Turn admit(SessionId id, TurnKind kind, String prompt) {
    return admit(id, kind, prompt, null);
  }

  private Turn admit(SessionId id, TurnKind kind, String prompt, @Nullable String followUp) {
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
