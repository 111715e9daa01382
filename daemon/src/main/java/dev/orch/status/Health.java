package dev.orch.status;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Which daemon this is, and since when it is there. */
public final class Health {
  private final String version;
  private final Path stateFolder;
  private final LongSupplier nanoTime;
  private final Runnable check;
  private final long began;

  /**
   * Begins now. The clock is monotonic, in nanoseconds.
   *
   * @param check throws where the daemon is not well
   */
  public Health(String version, Path stateFolder, LongSupplier nanoTime, Runnable check) {
    this.version = version;
    this.stateFolder = stateFolder;
    this.nanoTime = nanoTime;
    this.check = check;
    this.began = nanoTime.getAsLong();
  }

  /** What is known of it at one moment. */
  public record Report(String version, Duration uptime, long pid, Path stateFolder) {}

  /** Throws what is wrong, if the daemon is not well. */
  public void check() {
    check.run();
  }

  /** How it is now. */
  public Report report() {
    return new Report(
        version,
        Duration.ofNanos(nanoTime.getAsLong() - began),
        ProcessHandle.current().pid(),
        stateFolder);
  }
}
