package dev.orch.session;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.TurnKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Makes sessions: names their branch and places, and admits their first turn. */
public final class SessionMaker {
  private final SessionLedger ledger;
  private final Admission admission;
  private final SessionPlaces places;
  private final RandomIds ids;
  private final InstantSource clock;

  /** With everything that it calls. */
  public SessionMaker(
      SessionLedger ledger,
      Admission admission,
      SessionPlaces places,
      RandomIds ids,
      InstantSource clock) {
    this.ledger = ledger;
    this.admission = admission;
    this.places = places;
    this.ids = ids;
    this.clock = clock;
  }

  /** Inside the unit of the caller. */
  Session create(SessionRequest wanted, Actor actor) {
    Session session = describe(wanted, new SessionId(ids.next()), clock.instant());
    ledger.create(session, actor);
    admission.admit(session.id(), TurnKind.START, Prompts.opening(session));
    return ledger.require(session.id());
  }

  private Session describe(SessionRequest wanted, SessionId id, Instant now) {
    boolean owns = wanted.action().needsWorktree();
    Path folder = owns ? places.worktree(wanted.project(), id) : wanted.project().path();
    String branch = "orch/%s/%s/%s".formatted(wanted.agent(), wanted.project().slug(), id);
    return new Session(
        id,
        new Session.Assignment(
            wanted.project().id(),
            wanted.command(),
            wanted.agent(),
            wanted.action(),
            wanted.model(),
            Prompts.title(wanted.action(), wanted.prompt(), wanted.scopePath()),
            wanted.prompt(),
            wanted.scopePath()),
        new Session.Place(
            owns ? branch : null,
            wanted.baseRef(),
            wanted.baseCommit(),
            null,
            folder,
            places.log(wanted.project(), id)),
        new Session.Standing(SessionState.CREATED, Reason.PREPARING, now, null),
        Session.Progress.NONE,
        new Session.Times(now, null, null, now),
        1);
  }
}
