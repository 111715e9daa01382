package dev.orch.cli.doctor;

import dev.orch.cli.client.DaemonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a daemon that is gone left behind, and one that holds the lock and cannot be found. The lock
 * itself goes with its process: its file stays and means nothing.
 */
record DaemonTraces(Path stateFolder) implements Supplier<List<Trace>> {
  private static final Path LOCKS = Path.of("/proc/locks");

  /** A row of proc_locks(5): its process, and the file's number behind two of its device. */
  private static final Pattern HELD =
      Pattern.compile("\\d+: \\S+ +\\S+ +WRITE (\\d+) [0-9a-f]+:[0-9a-f]+:(\\d+) .*");

  @Override
  public List<Trace> get() {
    if (DaemonFile.living(stateFolder).isPresent()) {
      return List.of();
    }
    Optional<String> holder = holder(stateFolder.resolve("daemon.lock"));
    if (holder.isPresent()) {
      return List.of(silent(holder.get()));
    }
    List<Trace> found = new ArrayList<>();
    Stream.of("daemon.json", "daemon.json.new", "token.new")
        .map(stateFolder::resolve)
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
        .map(this::stale)
        .forEach(found::add);
    return found;
  }

  private Trace silent(String pid) {
    return Trace.told(
        "daemon_silent",
        "process %s holds the lock of the state folder and says nowhere that it listens"
            .formatted(pid),
        stateFolder.resolve("daemon.lock"),
        "it may be starting: orch status; if it stays so: kill %s, then orch up".formatted(pid));
  }

  private Trace stale(Path file) {
    return Trace.of(
        "stale_file",
        "%s was left by a daemon that is gone".formatted(file),
        file,
        "orch up, which replaces it; or remove it: orch doctor --fix",
        () -> remove(file));
  }

  /** One that has started since it was looked at has written it anew. */
  private void remove(Path file) throws IOException {
    if (DaemonFile.living(stateFolder).isPresent()
        || holder(stateFolder.resolve("daemon.lock")).isPresent()) {
      throw new IOException("a daemon has started meanwhile");
    }
    Files.deleteIfExists(file);
  }

  /** By the kernel's list: to try the lock would keep a daemon from starting. */
  private static Optional<String> holder(Path file) {
    try {
      String number = String.valueOf(Files.getAttribute(file, "unix:ino"));
      return Files.readAllLines(LOCKS).stream()
          .map(HELD::matcher)
          .filter(Matcher::matches)
          .filter(row -> row.group(2).equals(number))
          .map(row -> row.group(1))
          .findFirst();
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }
}
