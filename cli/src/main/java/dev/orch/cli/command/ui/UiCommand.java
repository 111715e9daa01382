package dev.orch.cli.command.ui;

import dev.orch.cli.CommandContext;
import dev.orch.cli.failure.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a browser in. */
@Command(
    name = "ui",
    description = {
      "Open the same in a browser: everything that runs, what waits for you, and every change.",
      "The link lets in one tab, within a minute; what that opens is let in with it."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch ui", "  orch ui --print"})
public final class UiCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(names = "--print", description = "Print the link and open nothing.")
  private boolean print;

  /** Works with this context. */
  public UiCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("open the pages");
    Pages pages = new Pages(context, context.daemon());
    if (context.output().choices().json()) {
      context.output().json(pages.code().body());
    } else {
      pages.show(!print);
    }
    return ExitCode.DONE.code();
  }
}
