package dev.orch.cli.command.setup;

import dev.orch.cli.CommandContext;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in your shell.",
    footerHeading = "Examples:%n",
    footer = {"  source <(orch completion bash)", "  orch completion zsh > ~/.orch-completion.zsh"})
public final class CompletionCommand implements Callable<Integer> {
  private static final String ZSH =
      """
      autoload -U +X compinit && compinit -u
      autoload -U +X bashcompinit && bashcompinit
      """;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  private String shell;

  /** Works with this context. */
  public CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("orch", spec.root().commandLine());
    switch (shell) {
      case "bash" -> context.output().text(script);
      case "zsh" -> context.output().text(ZSH + script);
      default ->
          throw CliException.misuse(
              "orch completion: \"%s\" is no shell that is known: it takes bash or zsh."
                  .formatted(shell));
    }
    return ExitCode.DONE.code();
  }
}
