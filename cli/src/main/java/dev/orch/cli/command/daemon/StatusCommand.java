package dev.orch.cli.command.daemon;

import dev.orch.api.ApiPath;
import dev.orch.api.ConfigView;
import dev.orch.api.HealthView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Ages;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import dev.orch.cli.view.Overview;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says where the daemon is and what it has to do. */
@Command(
    name = "status",
    description = "Where the daemon is, how long it runs, what goes on. Starts nothing.",
    footerHeading = "Examples:%n",
    footer = {"  orch status", "  orch status --json"})
public final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DaemonClient daemon = context.runningDaemon();
    context.tellIfOlder(context.runningPlace());
    Answer answer = daemon.get(ApiPath.HEALTH.with());
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    HealthView.Full health = answer.as(HealthView.Full.class);
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("daemon", "running at " + context.runningPlace().url()));
    rows.add(row("version", health.version()));
    rows.add(row("up", Ages.precise(Duration.ofSeconds(health.uptimeSeconds()))));
    rows.add(row("pid", Long.toString(health.pid())));
    rows.add(row("state", context.surroundings().shown(Path.of(health.stateFolder()))));
    for (Cell count : Overview.of(daemon).counts()) {
      rows.add(List.of(Cell.of("sessions"), count));
    }
    daemon
        .get(ApiPath.CONFIG.with())
        .as(ConfigView.class)
        .warnings()
        .forEach(warning -> rows.add(row("warning", warning)));
    context.output().table(new Table(List.of(), rows));
    return ExitCode.DONE.code();
  }

  private static List<Cell> row(String word, String text) {
    return List.of(Cell.of(word), Cell.of(text));
  }
}
