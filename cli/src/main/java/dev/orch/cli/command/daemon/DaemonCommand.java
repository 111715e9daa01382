package dev.orch.cli.command.daemon;

import dev.orch.cli.CommandContext;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the daemon in the foreground. The launcher does so itself, without this program in between;
 * here is what remains: help, and options before the word.
 */
@Command(
    name = "daemon",
    description = "Run the daemon in the foreground, for service units. Ends with 75 if one runs.",
    footerHeading = "Examples:%n",
    footer = {"  orch daemon", "  PORT=9000 LOG_LEVEL=DEBUG orch daemon"})
public final class DaemonCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public DaemonCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try {
      Process daemon =
          new ProcessBuilder(context.surroundings().launcher().toString(), "daemon")
              .inheritIO()
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(daemon::destroy));
      return daemon.waitFor();
    } catch (IOException e) {
      throw CliException.refused("The daemon cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted while the daemon was running.");
    }
  }
}
