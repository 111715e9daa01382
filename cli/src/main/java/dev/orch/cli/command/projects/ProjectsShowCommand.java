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
import org.jspecify.annotations.Nullable;
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
    addIfAny(rows, "network", found.networkFileSystem());
    rows.add(row("branch", Objects.requireNonNullElse(found.defaultBranch(), "-")));
    if (found.defaultScope() != null) {
      rows.add(row("scope", found.defaultScope()));
    }
    rows.addAll(settings(found.settings()));
    context.output().table(new Table(List.of(), rows));
    context.output().advice("orch sessions list --project " + found.slug());
    context.output().advice("orch projects set %s KEY=VALUE".formatted(found.slug()));
  }

  /** Those that are not as usual, and what branches are called. */
  private static List<List<Cell>> settings(ProjectView.Settings set) {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row("branches", set.branchTemplate()));
    addIfAny(rows, "worktrees", set.worktreeRoot());
    set.include().forEach(pattern -> rows.add(row("include", pattern)));
    addIfAny(rows, "setup", set.setup());
    addIfAny(rows, "teardown", set.teardown());
    set.env().keySet().stream().sorted().forEach(name -> rows.add(row("env", name)));
    set.envPass().forEach(name -> rows.add(row("env pass", name)));
    addIfAny(rows, "at once", set.maxSessions());
    return rows;
  }

  private static void addIfAny(List<List<Cell>> rows, String word, @Nullable Object value) {
    if (value != null) {
      rows.add(row(word, value.toString().strip().replaceAll("\\R", " ⏎ ")));
    }
  }

  private static List<Cell> row(String word, String text) {
    return List.of(Cell.of(word), Cell.of(text));
  }
}
