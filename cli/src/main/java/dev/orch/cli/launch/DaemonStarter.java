package dev.orch.cli.launch;

import dev.orch.api.ApiPath;
import dev.orch.cli.Surroundings;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonLocator;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the daemon in a session of its own, so that neither the caller's terminal nor its pipes
 * are held by it, and waits until it answers.
 */
public final class DaemonStarter {
  /** Less than the half minute that {@code orch up} has, for what comes before and after. */
  private static final Duration PATIENCE = Duration.ofSeconds(27);

  private static final int LINES_SHOWN = 10;

  /** How a daemon begins the line that says why it does not start. */
  private static final String OURS = "orch: ";

  /** What belongs to a session that we may have been called from, and not to the daemon. */
  private static final List<String> DROPPED =
      List.of(
          "ORCH_SESSION_ID",
          "ORCH_PROJECT",
          "ORCH_RUN",
          "ORCH_PORT_BASE",
          "ORCH_PORT_COUNT",
          "ORCH_SETUP_ATTEMPT");

  private final Surroundings surroundings;
  private final DaemonLocator locator;

  /** Starts the daemon of this installation. */
  public DaemonStarter(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.locator = new DaemonLocator(surroundings);
  }

  /**
   * Starts it, or finds the one that somebody else started meanwhile.
   *
   * @return where it answers
   * @throws CliException if it does not; its last words are in the complaint
   */
  public DaemonPlace.Ours start() {
    Path log = log();
    long before = size(log);
    Process process = launch(log);
    Waiting patience = new Waiting(PATIENCE);
    while (!patience.isOver()) {
      if (locator.find() instanceof DaemonPlace.Ours ours && answers(ours)) {
        return ours;
      }
      if (!process.isAlive() && process.exitValue() != ExitCode.ALREADY_RUNNING.code()) {
        throw ended(process.exitValue(), log, before);
      }
      patience.pause();
    }
    throw new NoDaemonException(
        withLog(
            Complaint.of("The daemon does not answer after %d s.".formatted(PATIENCE.toSeconds())),
            log,
            before));
  }

  private boolean answers(DaemonPlace.Ours ours) {
    try {
      new DaemonClient(surroundings.stateFolder(), () -> ours, () -> ours)
          .get(ApiPath.HEALTH.with());
      return true;
    } catch (NoDaemonException e) {
      return false;
    }
  }

  private Process launch(Path log) {
    List<String> argv = new ArrayList<>(Detached.PREFIX);
    argv.add(surroundings.launcher().toString());
    argv.add("daemon");
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(surroundings.stateFolder().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .redirectError(Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(surroundings.variables());
    environment.keySet().removeAll(DROPPED);
    // not PORT, which agents would get too; this one wins and is the daemon's alone
    locator.wantedPort().ifPresent(port -> environment.put("ORCH_PORT", port.toString()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw CliException.refused("The daemon cannot be started: " + e.getMessage());
    }
  }

  private Path log() {
    Path state = surroundings.stateFolder();
    try {
      if (!Files.exists(state)) {
        Files.createDirectories(
            state,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path log = state.resolve("daemon.log");
      if (!Files.exists(log)) {
        Files.createFile(
            log,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return log;
    } catch (IOException e) {
      throw CliException.refused(
          "The state folder %s cannot be made: %s".formatted(state, e.getMessage()));
    }
  }

  private static CliException ended(int code, Path log, long before) {
    List<String> said = newLines(log, before);
    if (!said.isEmpty() && said.getLast().startsWith(OURS)) {
      String why = said.getLast().substring(OURS.length());
      return new NoDaemonException(
          Complaint.of("The daemon does not start: " + why).with("log", log.toString()));
    }
    String headline =
        code == ExitCode.BAD_CONFIGURATION.code()
            ? "The daemon refuses its configuration."
            : "The daemon ended at once, with code %d.".formatted(code);
    return new NoDaemonException(withLog(Complaint.of(headline), log, before));
  }

  private static Complaint withLog(Complaint complaint, Path log, long before) {
    Complaint all = complaint;
    List<String> lines = newLines(log, before);
    for (int i = 0; i < lines.size(); i++) {
      all = all.with("says " + (i + 1), lines.get(i));
    }
    return all.with("log", log.toString());
  }

  private static List<String> newLines(Path log, long before) {
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

  private static long size(Path log) {
    try {
      return Files.size(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
