package dev.orch.disk;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the disk from running full, as long as that is ours to do. Looks when it is asked, never by
 * itself. Any thread may call it.
 *
 * @param always where there must be room whatever is done: the state folder
 */
public record DiskGuard(FreeSpace space, DiskLimits limits, Path always) {

  /** The place with the least room, of these and the state folder. */
  public Room least(List<Path> places) {
    return Stream.concat(Stream.of(always), places.stream())
        .map(one -> new Room(one, space.at(one)))
        .min(Comparator.comparingLong(Room::bytes))
        .orElseThrow();
  }

  /**
   * Makes sure that there is room to begin a session.
   *
   * @param places where it would write
   * @throws DiskFullException with the figure, if there is not
   */
  public void requireRoom(List<Path> places) {
    tooLittle(places)
        .ifPresent(room -> {
          throw new DiskFullException(room, limits.start());
        });
  }

  /** How much there is, where that is too little to begin a session. */
  public Optional<Room> tooLittle(List<Path> places) {
    return Optional.of(least(places)).filter(room -> room.bytes() < limits.start());
  }

  /** Watches over an agent that writes there. */
  public DiskWatch watch(List<Path> places) {
    return new DiskWatch(this, places);
  }
}
