package dev.orch.session;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.search.SearchQuery;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.CommandId;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.schedule.LaunchQueue;
import dev.orch.store.EventFilter;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import dev.orch.store.figures.FacetCube;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be asked of sessions; changes nothing. */
public final class SessionQueries {
  private static final int A_PAGE = 500;

  /** Among how many the one is looked for that somebody may have meant. */
  private static final int MOST_NEAR = 500;

  /** Every type whose event is a step of the lifecycle. */
  private static final List<String> STEPS =
      Arrays.stream(EventType.values())
          .filter(type -> type.payload() == SessionPayload.Step.class)
          .map(EventType::wireName)
          .toList();

  private final Stores stores;
  private final LaunchQueue queue;
  private final Duration rungGrace;

  /**
   * Over these stores.
   *
   * @param rungGrace how long each rung of a stop is given to work
   */
  public SessionQueries(Stores stores, LaunchQueue queue, Duration rungGrace) {
    this.stores = stores;
    this.queue = queue;
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
   * What became of its files, or becomes of them.
   *
   * @param releasedAt when its worktree was given up; empty if it is there
   * @param atWork what is open
   */
  public record OnFiles(Optional<Instant> releasedAt, Optional<Operation> atWork) {}

  /**
   * A session with what its resource shows beside it, read together.
   *
   * @param openRequests what it waits for, oldest first
   * @param turnIsOpen whether there is a turn that has not ended
   * @param stopping while a stop of that turn is on record
   * @param queued while it waits for a place to begin one
   * @param project empty if it was removed, and the session with it, since the session was read
   */
  public record Detail(
      Session session,
      List<InputRequest> openRequests,
      boolean turnIsOpen,
      Optional<Stopping> stopping,
      Optional<QueuePlace> queued,
      OnFiles onFiles,
      Optional<Project> project) {

    /** Whether going on with it needs a new process: no turn is open that could take anything. */
    public boolean startsProcess() {
      return !turnIsOpen;
    }

    /** What may be asked of it now. */
    public Set<SessionAction> actions() {
      return SessionLifecycle.actions(
          session,
          new SessionLifecycle.Circumstances(
              openRequests.size(),
              queued.isPresent(),
              onFiles.releasedAt().isPresent(),
              project.filter(Project::isBare).isPresent()));
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
        .orElseThrow(() -> missing(given));
  }

  /** The answer to a command shows its id first, and it looks like a session's. */
  private NotFoundException missing(String given) {
    return stores
        .commands()
        .find(new CommandId(given))
        .map(Command::result)
        .map(result ->
            switch (result) {
              case Command.Result.Accepted(SessionId session) ->
                  missing(
                      given, List.of(session.value()), ", and its session is " + session.value());
              case Command.Result.Rejected _ -> missing(given, List.of(), ", which was rejected");
            })
        .orElseGet(() ->
            Lookup.missing(
                NotFoundException.Thing.SESSION,
                given,
                () -> nearest(given).stream().map(SessionId::value).toList()));
  }

  private static NotFoundException missing(String given, List<String> nearest, String what) {
    return new NotFoundException(
        NotFoundException.Thing.SESSION, given, nearest, ": it is the id of a command" + what);
  }

  /** Of the newest that are in view, those whose id begins about as the word does. */
  public List<SessionId> nearest(String word) {
    SessionStore.Filter inView =
        new SessionStore.Filter(
            null,
            EnumSet.complementOf(EnumSet.of(SessionState.ARCHIVED, SessionState.DELETED)),
            null,
            null);
    Map<String, SessionId> beginnings = new HashMap<>();
    for (Session session :
        stores.sessions().list(inView, new Page.Request(MOST_NEAR, null)).items()) {
      String id = session.id().value();
      beginnings.putIfAbsent(id.substring(0, Math.min(word.length(), id.length())), session.id());
    }
    return NearestName.of(word, beginnings.keySet()).stream().map(beginnings::get).toList();
  }

  /** The session with what its resource shows. */
  public Detail detail(Session session) {
    return stores
        .transactions()
        .read(() -> detail(session, queue.findPlace(session.id()), projectsOf(List.of(session))));
  }

  private Map<ProjectId, Project> projectsOf(List<Session> sessions) {
    Set<ProjectId> ids =
        sessions.stream()
            .map(session -> session.assignment().project())
            .collect(Collectors.toSet());
    return stores.projects().list(ids).stream()
        .collect(Collectors.toMap(Project::id, Function.identity()));
  }

  private static Optional<Project> projectOf(Session session, Map<ProjectId, Project> projects) {
    return Optional.ofNullable(projects.get(session.assignment().project()));
  }

  private Detail detail(
      Session session, Optional<QueuePlace> queued, Map<ProjectId, Project> projects) {
    return new Detail(
        stores.sessions().find(session.id()).orElse(session),
        stores.inputRequests().listOpen(session.id()),
        stores.turns().hasOpen(session.id()),
        stores
            .turns()
            .findStop(session.id())
            .map(stop -> new Stopping(stop.rung(), stop.nextAt(rungGrace).orElse(null))),
        queued,
        new OnFiles(releasedAt(session), stores.operations().findOpen(session.id())),
        projectOf(session, projects));
  }

  private Optional<Instant> releasedAt(Session session) {
    return stores.releases().findAway(session.id()).map(ReleasedWorktree::at);
  }

  /**
   * Newest first, each with what its resource shows. A page is a handful of statements where most
   * of it has ended: only what is at work, or waits, is looked at one by one.
   */
  public Page<Detail> list(SessionStore.Filter filter, Page.Request page) {
    return stores
        .transactions()
        .read(() -> {
          Page<Session> found = stores.sessions().list(filter, page);
          Set<SessionId> open = Set.copyOf(stores.turns().listSessionsWithOpenTurn());
          List<SessionId> ids = found.items().stream().map(Session::id).toList();
          Map<SessionId, QueuePlace> waiting = queue.places(Set.copyOf(ids));
          Map<SessionId, Instant> away = stores.releases().away(ids);
          Map<SessionId, Operation> atWork =
              stores.operations().listOpen().stream()
                  .collect(Collectors.toMap(Operation::session, Function.identity()));
          Map<ProjectId, Project> projects = projectsOf(found.items());
          List<Detail> details =
              found.items().stream()
                  .map(session ->
                      isAtRest(session.state())
                              && !open.contains(session.id())
                              && !waiting.containsKey(session.id())
                          ? new Detail(
                              session,
                              List.of(),
                              false,
                              Optional.empty(),
                              Optional.empty(),
                              new OnFiles(
                                  Optional.ofNullable(away.get(session.id())),
                                  Optional.ofNullable(atWork.get(session.id()))),
                              projectOf(session, projects))
                          : detail(
                              session, Optional.ofNullable(waiting.get(session.id())), projects))
                  .toList();
          return new Page<>(details, found.next());
        });
  }

  /** Whether nothing is asked in this state, and nothing runs unless a turn is open. */
  private static boolean isAtRest(SessionState state) {
    return switch (state) {
      case COMPLETED, FAILED, STOPPED, ARCHIVED, DELETED -> true;
      case CREATED, RUNNING, WAITING_FOR_USER -> false;
    };
  }

  /**
   * How many there are by each facet.
   *
   * @param words what is said in them; null means any
   */
  public FacetCube count(@Nullable SearchQuery words, SessionStore.Among among) {
    return stores.sessions().count(words, among);
  }

  /** All turns, ascending. */
  public List<Turn> turns(SessionId id) {
    return stores.turns().list(id);
  }

  /** Follow-ups that no turn has taken, in the order of delivery. */
  public List<FollowUp> followUps(SessionId id) {
    return stores.followUps().listKept(id);
  }

  /** Turns behind a number, ascending; at most so many. */
  public List<Turn> turns(SessionId id, long after, int limit) {
    return stores.turns().list(id, after, limit);
  }

  /** The events of all steps that the session took, ascending. */
  public List<Event> transitions(SessionId id) {
    List<Event> all = new ArrayList<>();
    List<Event> more = transitions(id, 0, A_PAGE);
    while (!more.isEmpty()) {
      all.addAll(more);
      more = transitions(id, more.getLast().seq(), A_PAGE);
    }
    return all;
  }

  /** Those of them behind a sequence number, ascending; at most so many. */
  public List<Event> transitions(SessionId id, long after, int limit) {
    return stores
        .events()
        .read(new EventFilter(null, id.value(), STEPS), after, Long.MAX_VALUE, limit);
  }
}
