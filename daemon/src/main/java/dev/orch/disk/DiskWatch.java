package dev.orch.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says when an agent is to be paused for lack of room, and when it may go on. Used by one thread;
 * time is monotonic.
 */
public final class DiskWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);

  private final DiskGuard guard;
  private final List<Path> places;
  private long nextLook = Long.MIN_VALUE;
  private boolean paused;

  DiskWatch(DiskGuard guard, List<Path> places) {
    this.guard = guard;
    this.places = List.copyOf(places);
  }

  /** What is to change. */
  public enum Step {
    PAUSE,
    GO_ON
  }

  /**
   * A change with what it is for.
   *
   * @param limit below which agents are paused, in bytes
   */
  public record Change(Step step, Room room, long limit) {
    /** For a person. */
    public String words() {
      return "%s; below %s agents are paused".formatted(room.words(), Room.mebibytes(limit));
    }
  }

  /**
   * What is to change now; asks at most every few seconds. The same until {@link #did}. An agent
   * goes on once there is a quarter more than the limit, so that it is not paused again at once.
   */
  public Optional<Change> look(long now) {
    if (nextLook != Long.MIN_VALUE && now - nextLook < 0) {
      return Optional.empty();
    }
    nextLook = now + BETWEEN_LOOKS.toNanos();
    Room room = guard.least(places);
    long limit = guard.limits().pause();
    boolean changes = paused ? room.bytes() >= limit + limit / 4 : room.bytes() < limit;
    return changes
        ? Optional.of(new Change(paused ? Step.GO_ON : Step.PAUSE, room, limit))
        : Optional.empty();
  }

  /** Says that the agent was paused, or goes on. */
  public void did(Step step) {
    paused = step == Step.PAUSE;
  }

  /** Whether the agent is paused. */
  public boolean isPaused() {
    return paused;
  }
}
