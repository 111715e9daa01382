package dev.orch.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a command that ends soon and keeps what it printed: a probe, the login shell. */
public interface ShortCommand {

  /**
   * Runs it with no input in a process session of its own. When time is over the whole tree is
   * killed. Each stream is kept up to 1 MiB.
   *
   * @throws LaunchFailedException if the program is missing or not executable
   * @throws java.io.UncheckedIOException if it could not be looked at, or what it printed could not
   *     be read; it is then killed
   * @throws InterruptedException if the thread was interrupted; the tree is then killed
   */
  Result run(Request request) throws InterruptedException;

  /**
   * What to run.
   *
   * @param environment complete
   * @param atMost how long it may take
   */
  record Request(
      List<String> argv, Map<String, String> environment, Path folder, Duration atMost) {}

  /** What came of it. */
  sealed interface Result {
    /** It ended by itself. */
    record Ended(int code, String out, String err) implements Result {}

    /** Time was over; what it had printed until then. */
    record TimedOut(String out, String err) implements Result {}
  }
}
