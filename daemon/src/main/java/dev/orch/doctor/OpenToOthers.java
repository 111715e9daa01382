package dev.orch.doctor;

import dev.orch.domain.operation.Count;
import dev.orch.domain.operation.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether anybody but the owner may look into what is ours: the state folder, the token, where the
 * daemon is, the database with what lies beside it, and the folders of runs. Links are not
 * followed.
 */
public record OpenToOthers(Path stateFolder, Path database) implements Check {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public List<Finding> look() {
    Stream<Path> beside =
        Stream.of("", "-wal", "-shm")
            .map(end -> database.resolveSibling(database.getFileName() + end));
    Stream<Path> single =
        Stream.concat(
            Stream.of("", "token", "daemon.json", "backups", "runs").map(stateFolder::resolve),
            beside);
    List<Finding> found = new ArrayList<>();
    single.filter(OpenToOthers::isOpen).map(OpenToOthers::finding).forEach(found::add);
    ofRuns().ifPresent(found::add);
    return found;
  }

  private static Finding finding(Path path) {
    return new Finding(
        Finding.Code.OPEN_TO_OTHERS,
        "%s may be entered or read by others than its owner".formatted(path),
        path.toString(),
        "close it: chmod go= " + ShellWord.quoted(path.toString()),
        () -> close(path));
  }

  /** Of however many folders, one finding. */
  private Optional<Finding> ofRuns() {
    Path runs = stateFolder.resolve("runs");
    List<Path> open = openBelow(runs);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Finding.Code.OPEN_TO_OTHERS,
            "%s of runs may be entered by others than their owner, %s among them"
                .formatted(Count.of(open.size(), "folder", "folders"), open.getFirst()),
            runs.resolve("*").toString(),
            "close them: chmod -R go= " + ShellWord.quoted(runs.toString()),
            () -> open.forEach(OpenToOthers::close)));
  }

  private static List<Path> openBelow(Path runs) {
    List<Path> open = new ArrayList<>();
    for (Path session : FolderEntries.of(runs)) {
      Stream.concat(Stream.of(session), FolderEntries.of(session).stream())
          .filter(OpenToOthers::isOpen)
          .forEach(open::add);
    }
    return open;
  }

  /** What is not there, or is a link, is not ours to close. */
  private static boolean isOpen(Path path) {
    try {
      PosixFileAttributes facts =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return !facts.isSymbolicLink() && !OWNERS.containsAll(facts.permissions());
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes from others what they may; what its owner may stays. */
  private static void close(Path path) {
    if (!isOpen(path)) {
      return;
    }
    try {
      Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
      left.addAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
      left.retainAll(OWNERS);
      Files.setPosixFilePermissions(path, left);
    } catch (IOException e) {
      throw new RepairRefusedException(
          "the mode of %s cannot be changed: %s".formatted(path, e.getMessage()), e);
    }
  }
}
