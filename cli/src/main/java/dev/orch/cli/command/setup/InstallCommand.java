package dev.orch.cli.command.setup;

import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Json;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Puts orch on the PATH. */
@Command(
    name = "install",
    description = "Put orch on your PATH: a link in ~/.local/bin.",
    footerHeading = "Examples:%n",
    footer = {"  ./orch install", "  orch uninstall"})
public final class InstallCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public InstallCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    InstalledLink link = InstalledLink.of(context.surroundings());
    try {
      Files.createDirectories(link.folder());
      if (link.isOurs()) {
        Files.delete(link.path());
      }
      Files.createSymbolicLink(link.path(), context.surroundings().startedAs());
    } catch (FileAlreadyExistsException e) {
      throw CliException.refused("%s is something else; it was left alone.".formatted(link.path()));
    } catch (IOException e) {
      throw CliException.refused("%s cannot be made: %s".formatted(link.path(), e.getMessage()));
    }
    tell(link.path(), context.surroundings().startedAs());
    String path = context.surroundings().variable("PATH").orElse("");
    if (Stream.of(path.split(":")).map(Path::of).noneMatch(link.folder()::equals)) {
      context
          .output()
          .warning(
              "%s is not on your PATH; add it: export PATH=\"$HOME/.local/bin:$PATH\""
                  .formatted(context.surroundings().shown(link.folder())));
    }
    return ExitCode.DONE.code();
  }

  private void tell(Path link, Path target) {
    if (context.output().choices().json()) {
      context.output().json(Json.text(Map.of("link", link.toString(), "to", target.toString())));
    } else {
      context.output().line("%s -> %s".formatted(link, target));
    }
  }
}
