package dev.orch.cli.command.installation;

import dev.orch.api.ApiPath;
import dev.orch.api.installation.BackupView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.client.Json;
import dev.orch.cli.client.WholeFile;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies the database. */
@Command(
    name = "backup",
    description = {
      "Copy the database as it is at this moment; sessions go on.",
      "Worktrees, branches and artifacts stay where they are and are not in it.",
      "It keeps what is deleted later: remove it yourself where that must be gone."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch backup", "  orch backup -o ~/orch.db"})
public final class BackupCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to put it, instead of the state folder's backups; nothing is replaced.")
  private @Nullable Path target;

  /** Works with this context. */
  public BackupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("copy the database");
    Path wanted = target == null ? null : context.surroundings().folder().resolve(target);
    if (wanted != null && Files.exists(wanted, LinkOption.NOFOLLOW_LINKS)) {
      throw CliException.refused(wanted + " is there already; nothing was written.");
    }
    Answer answer =
        context
            .output()
            .during("copying", () -> context.daemon().post(ApiPath.BACKUP.with(), null));
    Path made = Path.of(answer.as(BackupView.class).path());
    Path copy = wanted == null ? made : moved(made, wanted);
    if (context.output().choices().json()) {
      context
          .output()
          .json(wanted == null ? answer.body() : Json.text(new BackupView(copy.toString())));
      return ExitCode.DONE.code();
    }
    context.output().line(copy.toString());
    context
        .output()
        .advice(
            "to put it back   orch down --all, move the database away with its -wal and -shm,"
                + " copy this to its place, orch up");
    return ExitCode.DONE.code();
  }

  /** Whole and the owner's alone from its first byte; the daemon's copy goes once it is there. */
  private static Path moved(Path made, Path wanted) {
    try (InputStream copy = Files.newInputStream(made)) {
      new WholeFile(wanted).writeForOwner(copy);
    } catch (FileAlreadyExistsException _) {
      throw CliException.refused("%s is there already; the copy is %s.".formatted(wanted, made));
    } catch (IOException e) {
      throw CliException.refused(
          "%s cannot be written: %s; the copy is %s.".formatted(wanted, e.getMessage(), made));
    }
    return forgotten(made, wanted);
  }

  private static Path forgotten(Path made, Path wanted) {
    try {
      Files.delete(made);
      return wanted;
    } catch (IOException e) {
      throw CliException.refused("%s is written; %s stays too.".formatted(wanted, made));
    }
  }
}
