package dev.orch.cli.launch;

import dev.orch.api.ApiPath;
import dev.orch.cli.Surroundings;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonLocator;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.client.Watchdog;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.process.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A daemon whose process is there, and that need not answer yet. */
public final class DaemonStart {
  /** Less than the half minute that {@code orch up} has, for what comes before and after. */
  private static final Duration PATIENCE = Duration.ofSeconds(27);

  /** Of one that has its port and does not answer; it is asked again as long as there is time. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final int LINES_SHOWN = 10;

  /** How a daemon begins the line that says why it does not start. */
  private static final String OURS = "orch: ";

  private final Surroundings surroundings;
  private final DaemonLocator locator;
  private final Process process;
  private final Path log;
  private final long before;

  /**
   * Of this process.
   *
   * @param before how long the log was when it was started
   */
  DaemonStart(Surroundings surroundings, Process process, Path log, long before) {
    this.surroundings = surroundings;
    this.locator = new DaemonLocator(surroundings);
    this.process = process;
    this.log = log;
    this.before = before;
  }

  /** The number of the process, which it keeps when it has become the daemon. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until it answers, or the one that somebody else started meanwhile. May be repeated.
   *
   * @return where it answers
   * @throws CliException if it does not; its last words are in the complaint, and its process, if
   *     it did not end, goes on
   */
  public DaemonPlace.Ours awaitAnswer() {
    Waiting patience = new Waiting(PATIENCE);
    while (!patience.isOver()) {
      if (locator.find() instanceof DaemonPlace.Ours ours && answers(ours)) {
        return ours;
      }
      if (!process.isAlive() && process.exitValue() != ExitCode.ALREADY_RUNNING.code()) {
        throw ended(process.exitValue());
      }
      patience.pause();
    }
    throw new NoDaemonException(
        withLog(
            Complaint.of(
                "The daemon does not answer after %d s.".formatted(PATIENCE.toSeconds()))));
  }

  private boolean answers(DaemonPlace.Ours ours) {
    try {
      new DaemonClient(surroundings.stateFolder(), () -> ours, () -> ours, Watchdog.quiet())
          .within(SILENCE)
          .get(ApiPath.HEALTH.with());
      return true;
    } catch (NoDaemonException e) {
      return false;
    }
  }

  private CliException ended(int code) {
    List<String> said = newLines();
    if (!said.isEmpty() && said.getLast().startsWith(OURS)) {
      String why = said.getLast().substring(OURS.length());
      return new NoDaemonException(
          Complaint.of("The daemon does not start: " + why).with("log", log.toString()));
    }
    String headline =
        code == ExitCode.BAD_CONFIGURATION.code()
            ? "The daemon refuses its configuration."
            : "The daemon ended at once, with code %d.".formatted(code);
    return new NoDaemonException(withLog(Complaint.of(headline)));
  }

  private Complaint withLog(Complaint complaint) {
    Complaint all = complaint;
    List<String> lines = newLines();
    for (int i = 0; i < lines.size(); i++) {
      all = all.with("says " + (i + 1), lines.get(i));
    }
    return all.with("log", log.toString());
  }

  private List<String> newLines() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = before <= all.length ? (int) before : 0;
      List<String> lines =
          new String(all, from, all.length - from, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
