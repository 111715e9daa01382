package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.domain.operation.SearchPath;
import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.ShortCommand;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs short commands in a process session of their own by {@code setsid(1)}. Where there is none
 * (macOS) they are in the daemon's, and what leaves its parent is not found when time is over.
 */
public final class ShellCommand implements ShortCommand {
  private static final Duration INTERVAL = Duration.ofMillis(5);

  /** Something left behind may hold the pipes and write on; what the command wrote is there. */
  private static final Duration READ_AFTER_END = Duration.ofSeconds(1);

  private static final File NOTHING = new File("/dev/null");

  private final Machine machine;

  ShellCommand(Machine machine) {
    this.machine = machine;
  }

  /** Starts nothing. */
  public static ShellCommand open(Shell shell) {
    return new ShellCommand(Machine.open(shell));
  }

  @Override
  public Result run(Request request) throws InterruptedException {
    Process process = begin(request);
    try (Printed out = new Printed(process.getInputStream());
        Printed err = new Printed(process.getErrorStream())) {
      Optional<ProcessRecord> root = machine.table().record(process.pid());
      ProcessTree tree = new ProcessTree(machine, Set::of, () -> root, Set.of());
      boolean ended = endsInTime(process, tree, out, err, request.atMost());
      Pause.until(() -> !(out.read() || err.read()), Duration.ofNanos(1), READ_AFTER_END);
      return ended
          ? new Result.Ended(process.exitValue(), out.text(), err.text())
          : new Result.TimedOut(out.text(), err.text());
    } finally {
      destroy(process);
    }
  }

  /** Where its tree could not be looked at; for one that has ended it does nothing. */
  private static void destroy(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the tree of one that does not, and of one that could not be waited for. */
  private static boolean endsInTime(
      Process process, ProcessTree tree, Printed out, Printed err, Duration atMost)
      throws InterruptedException {
    boolean ended = false;
    try {
      ended = hasEnded(process, out, err, atMost);
      return ended;
    } finally {
      if (!ended) {
        tree.kill();
      }
    }
  }

  private Process begin(Request request) {
    List<String> argv = new ArrayList<>(request.argv());
    argv.set(0, program(request).toString());
    machine.shell().tool("setsid").ifPresent(setsid -> argv.addFirst(setsid.toString()));
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().putAll(request.environment());
    builder.directory(request.folder().toFile()).redirectInput(NOTHING);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new LaunchFailedException("cannot run " + request.argv().getFirst(), e);
    }
  }

  private static Path program(Request request) {
    String name = request.argv().getFirst();
    Optional<Path> found =
        name.contains("/")
            ? Optional.of(request.folder().resolve(name)).filter(SearchPath::isProgram)
            : SearchPath.of(request.environment().getOrDefault("PATH", "")).find(name);
    return found.orElseThrow(
        () -> new LaunchFailedException("no such program, or not executable: " + name));
  }

  private static boolean hasEnded(Process process, Printed out, Printed err, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!(out.read() || err.read())) {
        LockSupport.parkNanos(INTERVAL.toNanos());
      }
    }
    return !process.isAlive();
  }

  /** One stream of a command: its beginning is kept, the rest is read and dropped. */
  private static final class Printed implements AutoCloseable {
    private static final int KEPT_BYTES = 1024 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final InputStream stream;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Printed(InputStream stream) {
      this.stream = stream;
    }

    /** Takes what is there, never waiting for more; false if nothing was. */
    boolean read() {
      try {
        byte[] bytes = stream.readNBytes(Math.min(stream.available(), CHUNK));
        kept.write(bytes, 0, Math.min(bytes.length, KEPT_BYTES - kept.size()));
        return bytes.length > 0;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read what a command printed", e);
      }
    }

    String text() {
      return kept.toString(UTF_8);
    }

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close what a command printed", e);
      }
    }
  }
}
