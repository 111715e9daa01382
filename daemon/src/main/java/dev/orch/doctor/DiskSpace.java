package dev.orch.doctor;

import dev.orch.disk.DiskGuard;
import dev.orch.disk.Room;
import dev.orch.session.SessionPlaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether there is room for sessions, where the state folder is and where projects write to. */
public record DiskSpace(DiskGuard disk, KnownProjects projects, SessionPlaces sessions)
    implements Check {
  @Override
  public List<Finding> look() {
    Stream<Path> written =
        projects.there().stream().flatMap(known -> sessions.written(known.project()).stream());
    return Stream.concat(Stream.of(disk.always()), written)
        .map(place -> disk.tooLittle(List.of(place)))
        .flatMap(Optional::stream)
        .map(Room::place)
        .distinct()
        .map(place -> disk.least(List.of(place)))
        .map(room ->
            Finding.told(
                Finding.Code.DISK_LOW,
                room.words() + ": no session is started",
                room.place().toString(),
                "make room there: orch sessions shows what has ended and is still there"))
        .toList();
  }
}
