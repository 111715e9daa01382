package dev.orch.cli.command;

import dev.orch.api.ApiPath;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.TextOnly;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a session's change. */
@Command(
    name = "diff",
    description = {
      "A session's whole change as a patch.",
      "Byte for byte for a program or a file, harmless for a terminal."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch diff k3v9m2p7qd", "  orch diff k3v | git apply", "  orch diff k3v --turn 2"})
public final class DiffCommand implements Callable<Integer>, TextOnly {
  private final CommandContext context;

  @Parameters(
      paramLabel = "SESSION",
      completionCandidates = Candidates.Sessions.class,
      description = "Id, or the beginning of one.")
  private String id;

  @Option(names = "--turn", paramLabel = "N", description = "As it was after this turn.")
  private @Nullable Integer turn;

  /** Works with this context. */
  public DiffCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String whyNoJson() {
    return "it prints a patch";
  }

  @Override
  public Integer call() {
    return context
        .daemon()
        .read(
            ApiPath.DIFF.with(id) + new UrlQuery().add("turn", turn),
            bytes -> {
              try {
                context.output().printed(bytes);
                return ExitCode.DONE.code();
              } catch (IOException e) {
                throw CliException.refused("The diff broke off: " + e.getMessage());
              }
            });
  }
}
