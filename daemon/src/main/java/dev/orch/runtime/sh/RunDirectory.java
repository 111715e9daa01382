package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.RunFormatException;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StreamName;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A run's folder: the files that {@code supervise.sh} lists at its head. Holds nothing in memory;
 * any number of them may look at one folder.
 */
final class RunDirectory {
  /** Grows with what a daemon must know to read a folder. Supervisors live through upgrades. */
  private static final int FORMAT = 2;

  /** Until {@link #FORMAT} 2, folders said nothing of it; they are the same otherwise. */
  private static final int UNSAID = 1;

  /** Of those that are read. */
  private static final int OLDEST = FORMAT - 1;

  private static final String FORBIDDEN = "v1 forbidden\n";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Of a claim that says nothing, as a crash of the machine may leave it. */
  private static final ProcessRecord UNKNOWN = new ProcessRecord("unknown", 0, 0);

  private final Path folder;

  RunDirectory(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** For files of the caller; supervision puts nothing there. */
  Path scratch() {
    return folder.resolve("scratch");
  }

  /** Where a stream's bytes lie. */
  Path stream(StreamName stream) {
    return switch (stream) {
      case OUT -> folder.resolve("out.log");
      case ERR -> folder.resolve("err.log");
    };
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** What the format is comes first: a folder with anything else in it says it, or never will. */
  void prepare() {
    try {
      Files.createDirectories(folder, OWNER_ONLY);
      if (!Files.exists(scratch())) {
        writeFormat();
        Files.createDirectories(scratch(), OWNER_ONLY);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the run folder " + folder, e);
    }
  }

  private void writeFormat() throws IOException {
    Path aside = Files.createTempFile(folder, "version.", "");
    Files.writeString(aside, FORMAT + "\n");
    Files.move(aside, folder.resolve("version"), StandardCopyOption.ATOMIC_MOVE);
  }

  private int format() {
    return read("version")
        .map(String::strip)
        .filter(RunDirectory::isNumber)
        .map(Long::parseLong)
        .map(number -> Math.clamp(number, 0, Integer.MAX_VALUE))
        .orElse(UNSAID);
  }

  private boolean isReadable() {
    int format = format();
    return OLDEST <= format && format <= FORMAT;
  }

  /** Gives the folder a name that means no run; what a second one set aside is kept too. */
  void setAside() {
    try {
      int number = 1;
      while (Files.exists(aside(number))) {
        number++;
      }
      Files.move(folder, aside(number), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the run folder %s aside".formatted(folder), e);
    }
  }

  private Path aside(int number) {
    return folder.resolveSibling("%s.aside-%d".formatted(folder.getFileName(), number));
  }

  /**
   * What the folder says.
   *
   * @throws RunFormatException if this version does not read it
   */
  RunStatus status() {
    if (!isReadable()) {
      throw new RunFormatException(folder, format(), OLDEST, FORMAT);
    }
    return readStatus();
  }

  private RunStatus readStatus() {
    if (!exists()) {
      return new RunStatus.Missing();
    }
    return read("pid")
        .map(RunDirectory::status)
        .orElseGet(() -> exists() ? new RunStatus.Unclaimed() : new RunStatus.Missing());
  }

  private static RunStatus status(String claim) {
    return claim.equals(FORBIDDEN)
        ? new RunStatus.Forbidden()
        : new RunStatus.Claimed(claimant(claim.strip().split(" ", -1)));
  }

  private static ProcessRecord claimant(String[] words) {
    if (words.length != 4 || !isNumber(words[2])) {
      return UNKNOWN;
    }
    return start(words[3])
        .map(start -> new ProcessRecord(words[1], Long.parseLong(words[2]), start))
        .orElse(UNKNOWN);
  }

  /** Who has claimed the run to supervise it; nobody known, where the folder is not read. */
  Optional<ProcessRecord> supervisor() {
    return isReadable() && readStatus() instanceof RunStatus.Claimed(ProcessRecord supervisor)
        ? Optional.of(supervisor)
        : Optional.empty();
  }

  /** Takes the claim; false if a supervisor has it. */
  boolean forbid() {
    prepare();
    try {
      Path aside = Files.createTempFile(folder, "pid.", "");
      try {
        Files.writeString(aside, FORBIDDEN);
        Files.createLink(folder.resolve("pid"), aside);
        return true;
      } catch (FileAlreadyExistsException _) {
        return status() instanceof RunStatus.Forbidden;
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take the claim of " + folder, e);
    }
  }

  /** The agent, once it has said who it is; in the start of the machine that the claim names. */
  Optional<ProcessRecord> agent() {
    return supervisor().flatMap(this::agentOf);
  }

  private Optional<ProcessRecord> agentOf(ProcessRecord supervisor) {
    return read("agent")
        .map(text -> text.strip().split(" ", -1))
        .filter(words -> words.length == 3 && isNumber(words[1]))
        .flatMap(words ->
            start(words[2])
                .map(start ->
                    new ProcessRecord(supervisor.bootId(), Long.parseLong(words[1]), start)));
  }

  private static Optional<Long> start(String word) {
    return isNumber(word) ? Optional.of(Long.parseLong(word)) : PsTable.seconds(word);
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() < 19
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** By a stream: a channel would fail, and be closed, if the thread was interrupted. */
  private Optional<String> read(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return Optional.of(new String(in.readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
