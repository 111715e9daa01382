package dev.orch.doctor;

import dev.orch.disk.DiskGuard;
import dev.orch.disk.Room;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether there is room for sessions, where the state folder is and where the projects are. */
public record DiskSpace(DiskGuard disk, KnownProjects projects) implements Check {
  @Override
  public List<Finding> look() {
    Stream<Path> places =
        Stream.concat(
            Stream.of(disk.always()),
            projects.there().stream().map(project -> project.repository().path()));
    return places
        .map(disk::tooLittle)
        .flatMap(Optional::stream)
        .map(Room::place)
        .distinct()
        .map(disk::least)
        .map(room ->
            Finding.told(
                Finding.Code.DISK_LOW,
                room.words() + ": no session is started",
                room.place().toString(),
                "make room there: orch sessions shows what has ended and is still there"))
        .toList();
  }
}
