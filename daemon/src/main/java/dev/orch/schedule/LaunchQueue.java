package dev.orch.schedule;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may begin a turn, and who waits for it and why. A place is not stored but computed: it is
 * taken by each session that runs, and by each that was admitted and has not launched yet; one that
 * waits for a person takes none. Methods that change something, and those that decide a change, are
 * called inside a unit of the caller.
 */
public final class LaunchQueue {
  /** How often memory or the disk is looked at while somebody waits for nothing else. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  /** With nothing to wait for but a commit. */
  private static final Duration NO_LOOK = Duration.ofDays(365);

  private final Stores stores;
  private final Limits limits;
  private final Supplier<OptionalLong> availableMemory;
  private final ProjectRoom room;
  private final InstantSource clock;

  /**
   * When entries are tried again that could not begin, by their numbers: written by whoever tries
   * them, read by all who ask who is next or why somebody waits.
   */
  private final Map<Long, Instant> passedOver = new ConcurrentHashMap<>();

  /**
   * Over these stores.
   *
   * @param availableMemory in bytes; asked only if the limits name some. It must not block
   * @param hasRoom whether there is room on the disk for one more turn of a project; it may block,
   *     and is asked outside of any unit
   */
  public LaunchQueue(
      Stores stores,
      Limits limits,
      Supplier<OptionalLong> availableMemory,
      Predicate<Project> hasRoom,
      InstantSource clock) {
    this.stores = stores;
    this.limits = limits;
    this.availableMemory = availableMemory;
    this.room = new ProjectRoom(hasRoom);
    this.clock = clock;
  }

  /** The entry of a session that waits. */
  public Optional<QueueEntry> find(SessionId id) {
    return stores.queue().find(id);
  }

  /**
   * Whether the session would be served at once if it came now: nobody who waits has a better right
   * to the places that are free.
   */
  public boolean admits(Session session, Wish wish) {
    Instant now = clock.instant();
    QueueEntry last =
        new QueueEntry(
            Long.MAX_VALUE,
            session.id(),
            session.assignment().project(),
            session.assignment().agent(),
            wish,
            now,
            null);
    List<QueueEntry> all = new ArrayList<>(stores.queue().list());
    all.add(last);
    return rank(all, now).stream()
        .anyMatch(ranked -> ranked.entry().equals(last) && ranked.mayLaunch());
  }

  /**
   * Puts a session into the queue, behind the others of its project.
   *
   * @param notBefore when it may begin at the earliest; null for as soon as there is a place
   * @return where it stands
   * @throws IllegalStateException if it is in the queue
   */
  public QueuePlace add(Session session, Wish wish, @Nullable Instant notBefore) {
    stores.queue().add(session.id(), wish, clock.instant(), notBefore);
    return findPlace(session.id()).orElseThrow();
  }

  /**
   * Whether there is room on the disk for one more turn of this project. Looks now, so that it is
   * not called inside a unit; what it has seen decides until somebody looks again.
   */
  public boolean lookForRoom(ProjectId project) {
    Optional<Project> known = stores.projects().find(project);
    if (known.isEmpty()) {
      room.forget(project);
    }
    return known.map(room::look).orElse(true);
  }

  /** The same for every project that had too little at the last look, if anybody waits at all. */
  public void lookForRoomAgain() {
    if (!stores.queue().isEmpty()) {
      room.tooLittle().forEach(this::lookForRoom);
    }
  }

  /** Whether there was room for one more turn of this project when that was last looked at. */
  public boolean hasRoom(ProjectId project) {
    return !room.tooLittle().contains(project);
  }

  /** Records that a place was given to a session of this project. */
  public void serve(ProjectId project) {
    stores.queue().serve(project);
  }

  /** Where a session stands; empty if it does not wait. */
  public Optional<QueuePlace> findPlace(SessionId id) {
    return stores.queue().find(id).isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(places(Set.of(id)).get(id));
  }

  /**
   * Where each of these stands; one that does not wait is missing. The queue is put in order once,
   * however many they are, and not at all if none of them waits.
   */
  public Map<SessionId, QueuePlace> places(Set<SessionId> wanted) {
    List<QueueEntry> waiting = stores.queue().list();
    if (waiting.stream().map(QueueEntry::session).noneMatch(wanted::contains)) {
      return Map.of();
    }
    Situation now = situation(waiting, clock.instant());
    List<LaunchOrder.Ranked> ranked = new LaunchOrder(limits, now).rank(waiting);
    Map<SessionId, QueuePlace> places = new HashMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      SessionId session = ranked.get(i).entry().session();
      if (wanted.contains(session)) {
        places.put(session, place(ranked.get(i), i + 1, now));
      }
    }
    return places;
  }

  /** One that may launch is launched within a moment: until then it waits for its turn alone. */
  private QueuePlace place(LaunchOrder.Ranked ranked, int position, Situation now) {
    LaunchOrder.Obstacle obstacle =
        ranked
            .obstacle()
            .orElseGet(() ->
                new LaunchOrder.Obstacle(
                    QueuePlace.Because.GLOBAL, limits.sessions(), now.takingPlaces()));
    return new QueuePlace(
        ranked.entry().since(),
        position,
        obstacle.because(),
        obstacle.limit(),
        obstacle.running(),
        obstacle.until());
  }

  /** Whether a process may be started now, as far as memory goes; true where it is not known. */
  public boolean hasMemory() {
    return limits.memoryPerLaunch() == 0
        || availableMemory.get().orElse(Long.MAX_VALUE) >= limits.memoryPerLaunch();
  }

  /**
   * Passes over one that could not begin: until its time has come it holds up nobody, and then it
   * is served by when it came. Forgotten with the daemon.
   */
  public void passOver(QueueEntry entry, Duration pause) {
    Instant now = clock.instant();
    passedOver.values().removeIf(until -> !until.isAfter(now));
    passedOver.put(entry.number(), now.plus(pause));
  }

  /** Whoever is served next; empty if nobody may launch now. */
  public Optional<QueueEntry> findNext() {
    if (stores.queue().isEmpty()) {
      return Optional.empty();
    }
    return rank(stores.queue().list(), clock.instant()).stream()
        .filter(LaunchOrder.Ranked::mayLaunch)
        .map(LaunchOrder.Ranked::entry)
        .findFirst();
  }

  /**
   * After which time somebody may be able to launch although nothing was committed: memory or the
   * disk has become free, or a time has come that is waited for. At once for one that may launch by
   * now, for nobody may have looked since.
   */
  public Duration untilNextLook() {
    if (stores.queue().isEmpty()) {
      return NO_LOOK;
    }
    Instant now = clock.instant();
    return rank(stores.queue().list(), now).stream()
        .map(ranked -> ranked.obstacle().map(one -> look(one, now)).orElse(Duration.ZERO))
        .min(Duration::compareTo)
        .orElse(NO_LOOK);
  }

  private static Duration look(LaunchOrder.Obstacle obstacle, Instant now) {
    return switch (obstacle.because()) {
      case MEMORY, DISK -> BETWEEN_LOOKS;
      case RATE_LIMIT, COULD_NOT_BEGIN ->
          Duration.between(now, Objects.requireNonNull(obstacle.until()));
      case GLOBAL, PROJECT, AGENT, PROCESSES -> NO_LOOK;
    };
  }

  private List<LaunchOrder.Ranked> rank(List<QueueEntry> waiting, Instant now) {
    return new LaunchOrder(limits, situation(waiting, now)).rank(waiting);
  }

  private Situation situation(List<QueueEntry> waiting, Instant now) {
    OptionalLong available =
        limits.memoryPerLaunch() == 0 ? OptionalLong.empty() : availableMemory.get();
    return new Situation(
        stores.queue().listAtWork(),
        limitsOfProjects(waiting),
        stores.queue().served(),
        available,
        room.tooLittle(),
        Map.copyOf(passedOver),
        now);
  }

  private Map<ProjectId, Integer> limitsOfProjects(List<QueueEntry> waiting) {
    Map<ProjectId, Integer> limits = new HashMap<>();
    waiting.stream()
        .map(QueueEntry::project)
        .distinct()
        .flatMap(id -> stores.projects().find(id).stream())
        .forEach(project -> ofProject(project).ifPresent(most -> limits.put(project.id(), most)));
    return limits;
  }

  private static Optional<Integer> ofProject(Project project) {
    return Optional.ofNullable(project.settings().maxSessions());
  }
}
