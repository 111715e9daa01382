package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.ProjectView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists projects. */
@Command(
    name = "list",
    description = "List the registered projects.",
    footerHeading = "Examples:%n",
    footer = {"  orch projects list", "  orch projects list --json | jq -r '.items[].slug'"})
public final class ProjectsListCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Works with this context. */
  public ProjectsListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.output().choices().json()) {
      String target = ApiPath.PROJECTS.with() + new UrlQuery().add("limit", 500);
      context.output().json(context.daemon().get(target).body());
      return ExitCode.DONE.code();
    }
    List<ProjectView> projects =
        context.daemon().all(ApiPath.PROJECTS, new UrlQuery(), ProjectView.class);
    if (projects.isEmpty()) {
      context.output().advice("No project yet. Register one: orch projects add FOLDER");
    } else {
      context.output().table(rows(projects));
    }
    return ExitCode.DONE.code();
  }

  private Table rows(List<ProjectView> projects) {
    return new Table(
        List.of("ID", "SLUG", "BRANCH", "PATH", "NAME"),
        projects.stream()
            .map(project ->
                List.of(
                    Cell.of(project.id()),
                    Cell.of(project.slug()),
                    Cell.of(Objects.requireNonNullElse(project.defaultBranch(), "-")),
                    Cell.of(
                        context.surroundings().shown(Path.of(project.path()))
                            + (project.available() ? "" : " (gone)")),
                    Cell.of(project.name())))
            .toList());
  }
}
