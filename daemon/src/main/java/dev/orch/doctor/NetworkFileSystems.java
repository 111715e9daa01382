package dev.orch.doctor;

import dev.orch.disk.FileSystemType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether our own files and the projects are on disks of this machine. On others a lock may be
 * nobody's, another machine may write at the same time, and everything hangs while that is away.
 */
public record NetworkFileSystems(FileSystemType types, Path stateFolder, KnownProjects projects)
    implements Check {
  @Override
  public List<Finding> look() {
    Stream<Finding> ours =
        look(
            stateFolder,
            "locks and pipes may not work there: set XDG_STATE_HOME to a folder on a disk of this"
                + " machine, then: orch down, orch up");
    Stream<Finding> theirs =
        projects.there().stream()
            .flatMap(known ->
                look(
                    known.repository().path(),
                    "work in a clone on a disk of this machine; orch projects move follows a"
                        + " repository that was moved"));
    return Stream.concat(ours, theirs).toList();
  }

  private Stream<Finding> look(Path place, String hint) {
    return types.findNetwork(place).stream()
        .map(type ->
            Finding.told(
                Finding.Code.NETWORK_FILE_SYSTEM,
                "%s is on a network file system (%s)".formatted(place, type),
                place.toString(),
                hint));
  }
}
