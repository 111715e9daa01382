package dev.orch.cli.command.daemon;

import dev.orch.api.HealthView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.DaemonFile;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Ends the daemon that runs, and no other process; its agents go on. */
record DaemonEnd(CommandContext context) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The daemon that daemon.json names, which is the one that answers: what it says of itself is
   * what it wrote down. One that cannot say anything is known by its process alone.
   *
   * @throws CliException if somebody else answers
   */
  DaemonFile named(Optional<HealthView.Full> health) {
    Path state = context.surroundings().stateFolder();
    Optional<DaemonFile> file = context.runningPlace().file();
    return file.filter(written -> health.stream().allMatch(said -> isOf(written, said, state)))
        .orElseThrow(() ->
            CliException.refused(
                "The daemon that answers%s is not the one of %s; nothing was stopped."
                    .formatted(health.map(DaemonEnd::identity).orElse(""), state)));
  }

  /**
   * Ends it and waits until it has ended.
   *
   * @throws CliException if it still runs after half a minute
   */
  void end(DaemonFile file) {
    file.process().terminate();
    boolean ended =
        context
            .output()
            .during("waiting for the daemon to end", () -> file.process().awaitEnd(PATIENCE));
    if (!ended) {
      throw new CliException(
          ExitCode.PROBLEM,
          Complaint.of(
                  "The daemon was told to end and still runs (pid %d)."
                      .formatted(file.process().pid()))
              .with("see", "orch logs --daemon"));
    }
  }

  private static boolean isOf(DaemonFile written, HealthView.Full said, Path state) {
    return written.process().pid() == said.pid() && same(Path.of(said.stateFolder()), state);
  }

  private static String identity(HealthView.Full said) {
    return " (pid %d, state folder %s)".formatted(said.pid(), said.stateFolder());
  }

  private static boolean same(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }
}
