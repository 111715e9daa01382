package dev.orch.cli.command.setup;

import dev.orch.cli.CommandContext;
import dev.orch.cli.Surroundings;
import dev.orch.cli.client.Json;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Takes orch off the PATH again. */
@Command(
    name = "uninstall",
    description = "Remove the link in ~/.local/bin; lists what else is left, and leaves it.",
    footerHeading = "Examples:%n",
    footer = {"  orch uninstall"})
public final class UninstallCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public UninstallCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Surroundings where = context.surroundings();
    InstalledLink link = InstalledLink.of(where);
    boolean removed = link.isOurs();
    if (removed) {
      remove(link);
    }
    List<Path> left =
        List.of(where.stateFolder(), where.configFolder(), where.cacheFolder()).stream()
            .filter(Files::exists)
            .toList();
    if (context.output().choices().json()) {
      List<String> folders = left.stream().map(Path::toString).toList();
      context.output().json(Json.text(Map.of("removed", removed, "left", folders)));
    } else {
      tell(link, removed, left);
    }
    return ExitCode.DONE.code();
  }

  private static void remove(InstalledLink link) {
    try {
      Files.delete(link.path());
    } catch (IOException e) {
      throw CliException.refused("%s cannot be removed: %s".formatted(link.path(), e.getMessage()));
    }
  }

  private void tell(InstalledLink link, boolean removed, List<Path> left) {
    if (removed) {
      context.output().line("removed " + link.path());
    } else {
      context.output().advice("There is no link of ours at %s.".formatted(link.path()));
    }
    left.forEach(folder -> context.output().line("left    " + folder));
    if (!left.isEmpty()) {
      context.output().advice("The state folder holds every session; remove what you do not want.");
    }
  }
}
