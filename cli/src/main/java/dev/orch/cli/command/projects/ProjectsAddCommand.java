package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.CreateProject;
import dev.orch.api.project.ProjectView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.process.FirstCommit;
import dev.orch.cli.text.Cell;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a project. */
@Command(
    name = "add",
    description = "Register a git repository as a project.",
    footerHeading = "Examples:%n",
    footer = {
      "  orch projects add ~/projects/my-app",
      "  orch projects add .",
      "  orch projects add ~/projects/my-app --name \"My App\" --default-branch main"
    })
public final class ProjectsAddCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "FOLDER", description = "The repository, or a folder in it.")
  private String folder;

  @Option(names = "--name", paramLabel = "NAME", description = "The folder's, if not given.")
  private @Nullable String name;

  @Option(names = "--slug", paramLabel = "SLUG", description = "Made from the name, if not given.")
  private @Nullable String slug;

  @Option(
      names = "--default-branch",
      paramLabel = "BRANCH",
      description = "What new branches start at; the one checked out, if not given.")
  private @Nullable String defaultBranch;

  /** Works with this context. */
  public ProjectsAddCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path path = context.surroundings().folder().resolve(folder).normalize();
    CreateProject body = new CreateProject(path.toString(), name, slug, defaultBranch, null);
    Answer answer = context.daemon().post(ApiPath.PROJECTS.with(), body);
    if (context.output().choices().json()) {
      context.output().json(answer.body());
      return ExitCode.DONE.code();
    }
    ProjectView project = answer.as(ProjectView.class);
    context
        .output()
        .line(
            List.of(
                Cell.of(project.id()),
                Cell.of(project.slug()),
                Cell.of(context.surroundings().shown(Path.of(project.path()))),
                Cell.of(
                    project.defaultBranch() == null
                        ? ""
                        : "(branch %s)".formatted(project.defaultBranch()))));
    if (project.networkFileSystem() != null) {
      context
          .output()
          .warning(
              "warning: it is on a network file system (%s): git is slow there, and agents hang while that is away; a clone on a disk of this machine is safer"
                  .formatted(project.networkFileSystem()));
    }
    context.output().advice(FirstCommit.advised(project));
    return ExitCode.DONE.code();
  }
}
