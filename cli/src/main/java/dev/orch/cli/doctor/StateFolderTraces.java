package dev.orch.cli.doctor;

import dev.orch.cli.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the state folder and what is secret in it are their owner's alone. */
record StateFolderTraces(Path stateFolder) implements Supplier<List<Trace>> {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public List<Trace> get() {
    return Stream.of("", "token", "daemon.json", "orchestrator.db", "runs", "backups")
        .map(stateFolder::resolve)
        .map(StateFolderTraces::look)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Trace> look(Path path) {
    Optional<PosixFileAttributes> facts = facts(path);
    if (facts.filter(PosixFileAttributes::isSymbolicLink).isPresent()) {
      return Optional.of(
          Trace.told(
              "open_to_others",
              "%s is a link; the daemon does not follow it".formatted(path),
              path,
              "put in its place what it leads to"));
    }
    return facts
        .filter(found -> !OWNERS.containsAll(found.permissions()))
        .map(found ->
            Trace.of(
                "open_to_others",
                "%s may be entered or read by others than its owner".formatted(path),
                path,
                "close it: chmod go= " + ShellWord.of(path.toString()),
                () -> close(path, found)));
  }

  private static Optional<PosixFileAttributes> facts(Path path) {
    try {
      return Optional.of(
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException _) {
      return Optional.empty(); // it is not there, or in a folder that is told of
    }
  }

  private static void close(Path path, PosixFileAttributes found) throws IOException {
    Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
    left.addAll(found.permissions());
    left.retainAll(OWNERS);
    Files.setPosixFilePermissions(path, left);
  }
}
