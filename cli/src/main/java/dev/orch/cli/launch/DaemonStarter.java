package dev.orch.cli.launch;

import dev.orch.cli.Surroundings;
import dev.orch.cli.client.DaemonLocator;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the daemon in a session of its own, so that neither the caller's terminal nor its pipes
 * are held by it.
 */
public final class DaemonStarter {
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
    return begin().awaitAnswer();
  }

  /**
   * Starts its process and waits for nothing, so that the caller can end what does not answer yet.
   *
   * @throws CliException if there can be no such process
   */
  public DaemonStart begin() {
    Path log = log();
    long before = size(log);
    return new DaemonStart(surroundings, launch(log), log, before);
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

  private static long size(Path log) {
    try {
      return Files.size(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
