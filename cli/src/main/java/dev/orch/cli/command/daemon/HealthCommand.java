package dev.orch.cli.command.daemon;

import dev.orch.api.ApiPath;
import dev.orch.api.HealthView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Mark;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says whether the daemon is well. */
@Command(
    name = "health",
    description = "Check that the daemon is running and answers. Starts nothing.",
    footerHeading = "Examples:%n",
    footer = {"  orch health", "  orch health --json", "  orch health || orch up"})
public final class HealthCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public HealthCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Answer answer = context.runningDaemon().get(ApiPath.HEALTH.with());
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    DaemonPlace.Ours place = context.runningPlace();
    HealthView.Full health = answer.as(HealthView.Full.class);
    context
        .output()
        .line(
            List.of(
                Cell.marked(Mark.DONE, health.status()),
                Cell.of(place.url().toString()),
                Cell.of("version " + health.version()),
                Cell.of("up " + Ages.precise(Duration.ofSeconds(health.uptimeSeconds()))),
                Cell.of("pid " + health.pid())));
    return ExitCode.DONE.code();
  }
}
