package dev.orch.cli.command.projects;

import dev.orch.cli.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Projects; alone the list of them. */
@Command(
    name = "projects",
    description = "Projects: the git repositories that agents may work on.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch projects",
      "  orch projects add ~/projects/my-app",
      "  orch projects show my-app"
    })
public final class ProjectsCommand implements Callable<Integer> {
  private final ProjectsListCommand list;

  /** Works with this context. */
  public ProjectsCommand(CommandContext context) {
    this.list = new ProjectsListCommand(context);
  }

  @Override
  public Integer call() {
    return list.call();
  }
}
