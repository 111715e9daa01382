package dev.orch.session;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.store.EventFilter;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of sessions; changes nothing. */
public final class SessionQueries {
  private static final int MOST_TRANSITIONS = 10_000;

  /** Every type whose event is a step of the lifecycle. */
  private static final List<String> STEPS =
      Arrays.stream(EventType.values())
          .filter(type -> type.payload() == SessionPayload.Step.class)
          .map(EventType::wireName)
          .toList();

  private final Stores stores;
  private final Duration rungGrace;

  /**
   * Over these stores.
   *
   * @param rungGrace how long each rung of a stop is given to work
   */
  public SessionQueries(Stores stores, Duration rungGrace) {
    this.stores = stores;
    this.rungGrace = rungGrace;
  }

  /**
   * How far a stop has come.
   *
   * @param rung the last one that was taken; null before the first
   * @param nextAt when the next one is taken; null before the first and on the last
   */
  public record Stopping(@Nullable StopRung rung, @Nullable Instant nextAt) {}

  /**
   * A session with what its resource shows beside it, read together.
   *
   * @param openRequests what it waits for, oldest first
   * @param turnIsOpen whether there is a turn that has not ended
   * @param stopping while a stop of that turn is on record
   */
  public record Detail(
      Session session,
      List<InputRequest> openRequests,
      boolean turnIsOpen,
      Optional<Stopping> stopping) {

    /** Whether going on with it needs a new process: no turn is open that could take anything. */
    public boolean startsProcess() {
      return !turnIsOpen;
    }

    /** What may be asked of it now. */
    public Set<SessionAction> actions() {
      return SessionLifecycle.actions(session.state(), openRequests.size());
    }
  }

  /**
   * The session that a user names by id or the beginning of one.
   *
   * @throws NotFoundException if there is none
   * @throws dev.orch.domain.project.AmbiguousIdException if the beginning fits several
   */
  public Session require(String given) {
    return Lookup.find(
            given,
            id ->
                RandomIds.isId(id)
                    ? stores.sessions().find(new SessionId(id))
                    : Optional.<Session>empty(),
            stores.sessions()::idsStartingWith)
        .orElseThrow(
            () -> new NotFoundException(NotFoundException.Thing.SESSION, given, List.of()));
  }

  /** The session with what its resource shows. */
  public Detail detail(Session session) {
    return stores
        .transactions()
        .read(() ->
            new Detail(
                stores.sessions().find(session.id()).orElse(session),
                stores.inputRequests().listOpen(session.id()),
                stores.turns().hasOpen(session.id()),
                stores
                    .turns()
                    .findStop(session.id())
                    .map(stop -> new Stopping(stop.rung(), stop.nextAt(rungGrace).orElse(null)))));
  }

  /** Newest first. */
  public Page<Session> list(SessionStore.Filter filter, Page.Request page) {
    return stores.sessions().list(filter, page);
  }

  /** All turns, ascending. */
  public List<Turn> turns(SessionId id) {
    return stores.turns().list(id);
  }

  /** Follow-ups that no turn has taken, in the order of delivery. */
  public List<FollowUp> followUps(SessionId id) {
    return stores.followUps().listKept(id);
  }

  /** The events of the steps that the session took, ascending. */
  public List<Event> transitions(SessionId id) {
    return stores
        .events()
        .read(new EventFilter(null, id.value(), STEPS), 0, Long.MAX_VALUE, MOST_TRANSITIONS);
  }
}
