package dev.orch.disk;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the disk from running full, as long as that is ours to do. Looks when it is asked, never by
 * itself. Any thread may call it.
 *
 * @param always where there must be room whatever is done: the state folder
 */
public record DiskGuard(FreeSpace space, DiskLimits limits, Path always) {

  /** The place with the least room, of this one and the state folder. */
  public Room least(Path place) {
    return List.of(always, place).stream()
        .map(one -> new Room(one, space.at(one)))
        .min(Comparator.comparingLong(Room::bytes))
        .orElseThrow();
  }

  /**
   * Makes sure that there is room to begin a session.
   *
   * @param place where it would work
   * @throws DiskFullException with the figure, if there is not
   */
  public void requireRoom(Path place) {
    tooLittle(place)
        .ifPresent(room -> {
          throw new DiskFullException(room, limits.start());
        });
  }

  /** How much there is, where that is too little to begin a session. */
  public Optional<Room> tooLittle(Path place) {
    return Optional.of(least(place)).filter(room -> room.bytes() < limits.start());
  }

  /** Watches over an agent that works there. */
  public DiskWatch watch(Path place) {
    return new DiskWatch(this, place);
  }
}
