package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.api.ConfigView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the settings. */
@Command(
    name = "config",
    description = "The daemon's settings, and where each value came from. Starts nothing.",
    footerHeading = "Examples:%n",
    footer = {"  orch config", "  orch config --json"})
public final class ConfigCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public ConfigCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Answer answer = context.runningDaemon().get(ApiPath.CONFIG.with());
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    ConfigView config = answer.as(ConfigView.class);
    context
        .output()
        .table(
            new Table(
                List.of("KEY", "VALUE", "FROM", "VARIABLE", "MEANING"),
                config.settings().stream().map(ConfigCommand::row).toList()));
    config.warnings().forEach(warning -> context.output().warning("warning: " + warning));
    return ExitCode.DONE.code();
  }

  private static List<Cell> row(ConfigView.Entry entry) {
    return List.of(
        Cell.of(entry.key()),
        Cell.of(entry.value() == null ? "-" : entry.value()),
        Cell.of(entry.source()),
        Cell.of(entry.variable()),
        Cell.title(entry.meaning()));
  }
}
