package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.ProjectView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import dev.orch.cli.text.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one project. */
@Command(
    name = "show",
    description = "Show one project and its settings.",
    footerHeading = "Examples:%n",
    footer = {"  orch projects show my-app", "  orch projects show my-app --json | jq .settings"})
public final class ProjectsShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Slug or id of the project.")
  private String project;

  /** Works with this context. */
  public ProjectsShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Answer answer = context.daemon().get(ApiPath.PROJECT.with(project));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      show(answer.as(ProjectView.class));
    }
    return ExitCode.DONE.code();
  }

  private void show(ProjectView found) {
    context.output().line(List.of(Cell.of(found.slug()), Cell.of(found.name())));
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("id", found.id()));
    rows.add(
        row(
            "path",
            context.surroundings().shown(Path.of(found.path()))
                + (found.available() ? "" : " (gone)")));
    rows.add(row("branch", Objects.requireNonNullElse(found.defaultBranch(), "-")));
    if (found.defaultScope() != null) {
      rows.add(row("scope", found.defaultScope()));
    }
    found.settings().env().keySet().stream().sorted().forEach(n -> rows.add(row("env", n)));
    found.settings().envPass().forEach(name -> rows.add(row("env pass", name)));
    context.output().table(new Table(List.of(), rows));
    context.output().advice("orch sessions list --project " + found.slug());
  }

  private static List<Cell> row(String word, String text) {
    return List.of(Cell.of(word), Cell.of(text));
  }
}
