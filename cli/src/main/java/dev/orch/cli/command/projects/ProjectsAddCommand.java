package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.CreateProject;
import dev.orch.api.project.ProjectView;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
  /** What {@code git rev-parse --quiet} ends with where there is none; its failures are 128. */
  private static final int NO_SUCH_COMMIT = 1;

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
    String send = "orch send claude implement %s \"...\"".formatted(project.slug());
    context
        .output()
        .advice(
            lacksCommit(project)
                ? "make a first commit, which sessions start at, then: " + send
                : send);
    return ExitCode.DONE.code();
  }

  /** Whether nothing can be started in it yet; false where that cannot be found out here. */
  private boolean lacksCommit(ProjectView project) {
    String start = Objects.requireNonNullElse(project.defaultBranch(), "HEAD");
    ProcessBuilder git =
        new ProcessBuilder(
                List.of(
                    "git",
                    "-C",
                    project.path(),
                    "rev-parse",
                    "--verify",
                    "--quiet",
                    "--end-of-options",
                    start + "^{commit}"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      return git.start().waitFor() == NO_SUCH_COMMIT;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
