package dev.orch.schedule;

import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order in which those who wait are served, and what keeps each of them: project by project,
 * the one first that was served longest ago, and within a project whoever came first. Who is kept
 * by a limit of its own project or agent holds up nobody else. Pure.
 */
final class LaunchOrder {
  private final Limits limits;
  private final Situation now;

  LaunchOrder(Limits limits, Situation now) {
    this.limits = limits;
    this.now = now;
  }

  /** One who waits, and what keeps it; nothing, for one that may launch. */
  record Ranked(QueueEntry entry, Optional<Obstacle> obstacle) {
    boolean mayLaunch() {
      return obstacle.isEmpty();
    }
  }

  /**
   * What keeps somebody.
   *
   * @param limit null where no number is the cause
   * @param running who takes the places
   * @param until null where no time is the cause
   */
  record Obstacle(
      QueuePlace.Because because,
      @Nullable Integer limit,
      List<SessionId> running,
      @Nullable Instant until) {

    /** Too little of something. */
    Obstacle(QueuePlace.Because because, @Nullable Integer limit, List<SessionId> running) {
      this(because, limit, running, null);
    }

    /** A time that has not come. */
    Obstacle(QueuePlace.Because because, Instant until) {
      this(because, null, List.of(), until);
    }
  }

  /** All of them in the order in which they are served. */
  List<Ranked> rank(List<QueueEntry> waiting) {
    List<AtWork> atWork = new ArrayList<>(now.atWork());
    List<Ranked> ranked = new ArrayList<>();
    for (QueueEntry entry : inTurns(waiting)) {
      Optional<Obstacle> obstacle = obstacle(entry, atWork);
      ranked.add(new Ranked(entry, obstacle));
      if (obstacle.isEmpty()) {
        atWork.add(
            new AtWork(entry.session(), entry.project(), entry.agent(), AtWork.Stage.ADMITTED));
      }
    }
    return ranked;
  }

  private List<QueueEntry> inTurns(List<QueueEntry> waiting) {
    Map<ProjectId, Deque<QueueEntry>> ofProject = new HashMap<>();
    waiting.stream()
        .filter(entry -> tooEarly(entry).isEmpty())
        .sorted(Comparator.comparingLong(QueueEntry::number))
        .forEach(entry ->
            ofProject.computeIfAbsent(entry.project(), _ -> new ArrayDeque<>()).add(entry));
    List<Deque<QueueEntry>> turns = new ArrayList<>(ofProject.values());
    turns.sort(
        Comparator.comparingLong((Deque<QueueEntry> line) -> lastServed(line.getFirst()))
            .thenComparingLong(line -> line.getFirst().number()));
    List<QueueEntry> order = new ArrayList<>();
    while (!turns.isEmpty()) {
      turns.forEach(line -> order.add(line.removeFirst()));
      turns.removeIf(Deque::isEmpty);
    }
    waiting.stream()
        .filter(entry -> tooEarly(entry).isPresent())
        .sorted(Comparator.comparing(this::due).thenComparingLong(QueueEntry::number))
        .forEach(order::add);
    return order;
  }

  private Instant due(QueueEntry entry) {
    return tooEarly(entry).map(Obstacle::until).orElse(now.now());
  }

  private Optional<Obstacle> tooEarly(QueueEntry entry) {
    return Optional.ofNullable(entry.notBefore())
        .map(until -> new Obstacle(QueuePlace.Because.RATE_LIMIT, until))
        .filter(this::isAhead)
        .or(() ->
            Optional.ofNullable(now.passedOver().get(entry.number()))
                .map(until -> new Obstacle(QueuePlace.Because.COULD_NOT_BEGIN, until))
                .filter(this::isAhead));
  }

  private boolean isAhead(Obstacle time) {
    return Objects.requireNonNull(time.until()).isAfter(now.now());
  }

  private long lastServed(QueueEntry entry) {
    return now.served().getOrDefault(entry.project(), 0L);
  }

  private Optional<Obstacle> obstacle(QueueEntry entry, List<AtWork> atWork) {
    List<AtWork> running = atWork.stream().filter(AtWork::takesPlace).toList();
    return tooEarly(entry)
        .or(() ->
            full(
                QueuePlace.Because.PROJECT,
                now.perProject().get(entry.project()),
                running.stream().filter(one -> one.project().equals(entry.project())).toList()))
        .or(() ->
            full(
                QueuePlace.Because.AGENT,
                limits.perAgent().get(entry.agent()),
                running.stream().filter(one -> one.agent().equals(entry.agent())).toList()))
        .or(() -> full(QueuePlace.Because.GLOBAL, limits.sessions(), running))
        .or(() -> full(QueuePlace.Because.PROCESSES, limits.processes(), atWork))
        .or(() -> tooLittleMemory(atWork))
        .or(() -> tooLittleRoom(entry));
  }

  private static Optional<Obstacle> full(
      QueuePlace.Because because, @Nullable Integer limit, List<AtWork> taken) {
    return limit == null || taken.size() < limit
        ? Optional.empty()
        : Optional.of(new Obstacle(because, limit, ids(taken)));
  }

  /** Who was admitted and has not launched counts as if it had taken its memory already. */
  private Optional<Obstacle> tooLittleMemory(List<AtWork> atWork) {
    if (limits.memoryPerLaunch() == 0 || now.available().isEmpty()) {
      return Optional.empty();
    }
    long about = atWork.stream().filter(one -> one.stage() == AtWork.Stage.ADMITTED).count();
    long left = now.available().getAsLong() - about * limits.memoryPerLaunch();
    return left >= limits.memoryPerLaunch()
        ? Optional.empty()
        : Optional.of(new Obstacle(QueuePlace.Because.MEMORY, null, ids(atWork)));
  }

  private Optional<Obstacle> tooLittleRoom(QueueEntry entry) {
    return now.full().contains(entry.project())
        ? Optional.of(new Obstacle(QueuePlace.Because.DISK, null, List.of()))
        : Optional.empty();
  }

  private static List<SessionId> ids(List<AtWork> atWork) {
    return atWork.stream().map(AtWork::session).toList();
  }
}
