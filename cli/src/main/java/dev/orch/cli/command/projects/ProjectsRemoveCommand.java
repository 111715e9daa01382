package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.ProjectView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.UrlQuery;
import dev.orch.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets a project. */
@Command(
    name = "remove",
    description = {
      "Forget a project and its sessions. Files, worktrees and branches stay as they are.",
      "Refused while a session of it is not at its end."
    },
    footerHeading = "Examples:%n",
    footer = {"  orch projects remove my-app"})
public final class ProjectsRemoveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Slug or id of the project.")
  private String project;

  /** Works with this context. */
  public ProjectsRemoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("remove a project");
    String target = ApiPath.PROJECT.with(project);
    ProjectView removed = context.daemon().get(target).as(ProjectView.class);
    Set<Path> ours = folders(removed);
    context.daemon().delete(target);
    if (!context.output().choices().json()) {
      String path = context.surroundings().shown(Path.of(removed.path()));
      context.output().line("%s is forgotten; %s stays as it is".formatted(removed.slug(), path));
      ours.stream()
          .filter(Files::isDirectory)
          .map(context.surroundings()::shown)
          .map("what its sessions left stays too: %s"::formatted)
          .forEach(context.output()::line);
      context.output().advice("orch projects add %s   registers it anew".formatted(path));
    }
    return ExitCode.DONE.code();
  }

  /** Where its sessions have their logs, artifacts and worktrees, as it was recorded. */
  private Set<Path> folders(ProjectView project) {
    UrlQuery query = new UrlQuery().add("project", project.id()).add("archived", "true");
    Set<Path> folders = new LinkedHashSet<>();
    for (SessionView session : context.daemon().all(ApiPath.SESSIONS, query, SessionView.class)) {
      String log = session.logPath();
      if (log == null) {
        continue;
      }
      Path runtime = Path.of(log).resolveSibling("..").normalize();
      folders.add(runtime);
      String worktree = session.worktreePath();
      if (worktree != null && !Path.of(worktree).startsWith(runtime)) {
        folders.add(Path.of(worktree).resolveSibling(".").normalize());
      }
    }
    return folders;
  }
}
