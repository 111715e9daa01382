package dev.orch.session;

import dev.orch.api.event.EventPayload;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.SessionTrigger;
import dev.orch.domain.session.Warning;
import dev.orch.store.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of session state: every change is compared with the version that was read and
 * stands or falls with its event. Every method is called inside a unit of the caller, so that what
 * belongs together is committed together.
 */
public final class SessionLedger {
  private final Stores stores;
  private final InstantSource clock;

  /** Over these stores. */
  public SessionLedger(Stores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /**
   * The session as it is stored now.
   *
   * @throws NotFoundException if there is none
   */
  public Session require(SessionId id) {
    return stores
        .sessions()
        .find(id)
        .orElseThrow(
            () -> new NotFoundException(NotFoundException.Thing.SESSION, id.value(), List.of()));
  }

  /** The branch of a session of the project that this one cannot be beside. */
  Optional<String> findClash(ProjectId project, String branch) {
    return stores.sessions().findClash(project, branch);
  }

  /** Adds a session and says so in the log. */
  public void create(Session session, Actor actor) {
    stores.sessions().insert(session);
    Session.Assignment assignment = session.assignment();
    Session.Place place = session.place();
    append(
        session,
        0,
        EventType.SESSION_CREATED,
        actor,
        new SessionPayload.Created(
            assignment.command().value(),
            assignment.agent().value(),
            assignment.action().wireName(),
            assignment.title(),
            place.branch(),
            place.baseRef(),
            place.baseCommit(),
            place.isWorktree() ? place.folder().toString() : null));
  }

  /**
   * Takes a step that a user asked for.
   *
   * @throws IllegalArgumentException if the cause's reason is none of the new state
   * @throws IllegalTransitionException if the table has no row for it; nothing was changed
   */
  public Session request(SessionId id, SessionTrigger trigger, Cause cause) {
    Session current = requireStep(id, trigger);
    SessionState to = SessionLifecycle.next(current.state(), trigger).orElseThrow();
    return move(current, trigger, to, cause);
  }

  /**
   * Puts an ended session out of sight; {@link #unarchive} knows what it was.
   *
   * @throws IllegalTransitionException if the table has no row for it; nothing was changed
   */
  Session archive(SessionId id, Actor actor) {
    return request(id, SessionTrigger.ARCHIVE, Cause.of(actor, null));
  }

  /**
   * Takes an archived session back to what it was.
   *
   * @throws IllegalTransitionException if it is not archived; nothing was changed
   */
  Session unarchive(SessionId id, Actor actor) {
    Session current = require(id);
    Session.ArchivedFrom before = current.standing().archivedFrom();
    if (before == null) {
      throw refused(current, SessionTrigger.UNARCHIVE);
    }
    return move(
        current, SessionTrigger.UNARCHIVE, before.state(), Cause.of(actor, before.reason()));
  }

  /**
   * Takes the step that something seen leads to; without a row it changes nothing.
   *
   * @throws IllegalArgumentException if the cause's reason is none of the new state
   */
  public Session observe(SessionId id, SessionTrigger trigger, Cause cause) {
    Session current = require(id);
    return SessionLifecycle.next(current.state(), trigger)
        .map(to -> move(current, trigger, to, cause))
        .orElse(current);
  }

  /**
   * Looks whether a user may ask for this step; takes none.
   *
   * @throws IllegalTransitionException if the table has no row for it
   */
  Session requireStep(SessionId id, SessionTrigger trigger) {
    Session current = require(id);
    if (SessionLifecycle.next(current.state(), trigger).isEmpty()) {
      throw refused(current, trigger);
    }
    return current;
  }

  /** Says that the session waits for a place; one that never ran waits for nothing else. */
  Session queued(SessionId id, SessionPayload.Queued payload, Actor actor) {
    Session current = require(id);
    Session.Standing before = current.standing();
    Reason reason = Reason.QUEUED.fits(before.state()) ? Reason.QUEUED : before.reason();
    Session next =
        touched(
            current,
            new Session.Standing(before.state(), reason, before.since(), before.archivedFrom()));
    replace(next);
    append(next, next.progress().turnCount(), EventType.SESSION_QUEUED, actor, payload);
    return next;
  }

  /** The refusal of a request, with what may be asked instead. */
  public IllegalTransitionException refused(Session session, SessionTrigger trigger) {
    return IllegalTransitionException.of(session, trigger, actions(session));
  }

  /** What may be asked of the session now. */
  public Set<SessionAction> actions(Session session) {
    int open = stores.inputRequests().listOpen(session.id()).size();
    boolean released = stores.releases().findAway(session.id()).isPresent();
    return SessionLifecycle.actions(
        session,
        new SessionLifecycle.Circumstances(
            open, stores.queue().find(session.id()).isPresent(), released, isOfBare(session)));
  }

  private boolean isOfBare(Session session) {
    return stores
        .projects()
        .find(session.assignment().project())
        .filter(Project::isBare)
        .isPresent();
  }

  private Session move(Session current, SessionTrigger trigger, SessionState to, Cause cause) {
    requireFitting(current.id(), to, cause.reason());
    boolean ends = SessionLifecycle.hasEnded(to);
    if (ends) {
      withdrawOpenRequests(current, "the session ended");
      stores.queue().remove(current.id());
    }
    Instant now = clock.instant();
    Session.Times times = current.times();
    boolean begins = trigger == SessionTrigger.LAUNCHED && times.startedAt() == null;
    Session next =
        new Session(
            current.id(),
            current.assignment(),
            current.place(),
            new Session.Standing(
                to,
                cause.reason(),
                to == current.state() ? current.standing().since() : now,
                to == SessionState.ARCHIVED
                    ? new Session.ArchivedFrom(current.state(), current.standing().reason())
                    : null),
            current.progress(),
            new Session.Times(
                times.createdAt(),
                begins ? now : times.startedAt(),
                ends ? Optional.ofNullable(times.endedAt()).orElse(now) : null,
                now,
                times.seenAt(),
                times.appliedAt()),
            current.version() + 1);
    replace(next);
    append(
        next,
        next.progress().turnCount(),
        StepEvents.of(trigger, to),
        cause.actor(),
        new SessionPayload.Step(
            current.state().wireName(),
            to.wireName(),
            trigger.wireName(),
            cause.reason() == null ? null : cause.reason().wireName(),
            cause.detail(),
            cause.source(),
            cause.event()));
    return next;
  }

  /** Changes what is not state: place, progress. */
  public Session change(SessionId id, UnaryOperator<Session> change) {
    Session current = require(id);
    Session changed = change.apply(current);
    if (changed.equals(current)) {
      return current;
    }
    Session next = touched(changed, changed.standing());
    replace(next);
    return next;
  }

  /** Raises the version alone, so that whoever read the session before is told to read again. */
  public Session touch(SessionId id) {
    Session current = require(id);
    Session next = touched(current, current.standing());
    replace(next);
    return next;
  }

  /**
   * Gives another reason for the same state; the same one changes nothing.
   *
   * @throws IllegalArgumentException if it is no reason for that state
   */
  public Session reason(SessionId id, @Nullable Reason reason) {
    Session current = require(id);
    Session.Standing before = current.standing();
    if (Objects.equals(before.reason(), reason)) {
      return current;
    }
    requireFitting(id, before.state(), reason);
    Session next =
        touched(
            current,
            new Session.Standing(before.state(), reason, before.since(), before.archivedFrom()));
    replace(next);
    append(
        next,
        next.progress().turnCount(),
        EventType.SESSION_REASON_CHANGED,
        Actor.DAEMON,
        new SessionPayload.ReasonChanged(
            before.state().wireName(),
            before.reason() == null ? null : before.reason().wireName(),
            reason == null ? null : reason.wireName()));
    return next;
  }

  /** Puts a warning on the session; a second time it changes nothing. */
  public Session warn(SessionId id, Warning.Code code, String text, @Nullable String hint) {
    Session before = require(id);
    Session after =
        change(id, session -> session.withWarning(new Warning(code, text, hint, clock.instant())));
    if (after.version() != before.version()) {
      append(
          after,
          after.progress().turnCount(),
          EventType.SESSION_WARNED,
          Actor.DAEMON,
          new SessionPayload.Warned(code.wireName(), text, hint));
    }
    return after;
  }

  /** Takes warnings of what is over off the session; where there is none it changes nothing. */
  public Session clearWarnings(SessionId id, Predicate<Warning> over) {
    Session before = require(id);
    Session after = change(id, session -> session.withoutWarnings(over));
    before.progress().warnings().stream()
        .filter(over)
        .forEach(warning ->
            append(
                after,
                after.progress().turnCount(),
                EventType.SESSION_WARNING_CLEARED,
                Actor.DAEMON,
                new SessionPayload.WarningCleared(warning.code().wireName(), warning.text())));
    return after;
  }

  /** Withdraws what the session still asks. */
  void withdrawOpenRequests(Session session, String why) {
    for (InputRequest request : stores.inputRequests().listOpen(session.id())) {
      withdraw(session, request, Actor.DAEMON, why);
    }
  }

  /** Withdraws one open request; gives the number of the event that says so. */
  public long withdraw(Session session, InputRequest request, Actor actor, String why) {
    stores.inputRequests().withdraw(request.id());
    return append(
        session,
        request.turn(),
        EventType.INPUT_WITHDRAWN,
        actor,
        new InputPayload.Withdrawn(request.id(), why));
  }

  /** Appends an event about the session. */
  public long append(Session session, int turn, EventType type, Actor actor, EventPayload payload) {
    return stores
        .events()
        .append(
            new NewEvent(
                type,
                clock.instant(),
                session.assignment().project(),
                session.id().value(),
                turn,
                actor,
                payload));
  }

  private static void requireFitting(SessionId id, SessionState state, @Nullable Reason reason) {
    boolean fits = reason == null ? !Reason.isNeededIn(state) : reason.fits(state);
    if (!fits) {
      throw new IllegalArgumentException(
          "session %s: %s is no reason for being %s".formatted(id, reason, state.wireName()));
    }
  }

  private Session touched(Session session, Session.Standing standing) {
    Session.Times times = session.times();
    return new Session(
        session.id(),
        session.assignment(),
        session.place(),
        standing,
        session.progress(),
        new Session.Times(
            times.createdAt(),
            times.startedAt(),
            times.endedAt(),
            clock.instant(),
            times.seenAt(),
            times.appliedAt()),
        session.version() + 1);
  }

  private void replace(Session next) {
    if (!stores.sessions().replace(next)) {
      throw new IllegalStateException(
          "session " + next.id() + " changed inside a unit that had read it");
    }
  }
}
