package dev.orch.session;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.BranchTakenException;
import dev.orch.domain.project.BranchTemplate;
import dev.orch.domain.project.BranchTemplate.Field;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.TurnKind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes sessions: names their branch and places, and admits their first turn or queues it. */
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

  /**
   * Inside the unit of the caller.
   *
   * @throws BranchTakenException if the branch that was named is another session's, or no name by
   *     the template is free
   */
  Session create(SessionRequest wanted, Actor actor) {
    Session session = describe(wanted, new SessionId(ids.next()), clock.instant());
    ledger.create(session, actor);
    if (!admission.waits(session, Wish.start(actor))) {
      admission.admit(session.id(), TurnKind.START, Prompts.opening(session));
    }
    return ledger.require(session.id());
  }

  private Session describe(SessionRequest wanted, SessionId id, Instant now) {
    boolean works = wanted.action().needsWorktree();
    Path folder =
        SessionPlaces.needsWorktree(wanted.project(), wanted.action())
            ? places.worktree(wanted.project(), id)
            : wanted.project().path();
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
            works ? branch(wanted, id.value()) : null,
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

  /**
   * What the session's branch would be called if it were made now; empty for an action without one.
   * The id, which it would get then, stands as in a template.
   *
   * @throws BranchTakenException as {@link #create} would
   */
  Optional<String> findBranch(SessionRequest wanted) {
    return wanted.action().needsWorktree()
        ? Optional.of(branch(wanted, Field.SESSION_ID.braced()))
        : Optional.empty();
  }

  /** The name is recorded before there is a branch, so that no other session takes it. */
  private String branch(SessionRequest wanted, String id) {
    BranchNaming naming = wanted.branch();
    ProjectId project = wanted.project().id();
    String given = naming.given();
    if (given == null) {
      String name = wanted.project().settings().branches().render(fields(wanted, id));
      return naming.free(name, candidate -> ledger.findClash(project, candidate));
    }
    ledger
        .findClash(project, given)
        .ifPresent(clash -> {
          throw BranchTakenException.given(given, clash);
        });
    return given;
  }

  private static Map<Field, String> fields(SessionRequest wanted, String id) {
    return Map.of(
        Field.AGENT, wanted.agent().value(),
        Field.PROJECT, wanted.project().slug().value(),
        Field.SESSION_ID, id,
        Field.TITLE, BranchTemplate.title(wanted.prompt(), id));
  }
}
