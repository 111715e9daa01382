package dev.orch.cli.command.projects;

import dev.orch.api.ApiPath;
import dev.orch.api.project.MoveProject;
import dev.orch.api.project.ProjectView;
import dev.orch.cli.Candidates;
import dev.orch.cli.CommandContext;
import dev.orch.cli.client.Answer;
import dev.orch.cli.failure.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says where a project is now. */
@Command(
    name = "move",
    description = "Say where a project's repository is now, after it was moved.",
    footerHeading = "Examples:%n",
    footer = {"  orch projects move my-app ~/moved/my-app", "  orch projects move my-app ."})
public final class ProjectsMoveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      index = "0",
      paramLabel = "PROJECT",
      completionCandidates = Candidates.Projects.class,
      description = "Slug or id of the project.")
  private String project;

  @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the repository is now.")
  private String folder;

  /** Works with this context. */
  public ProjectsMoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.refuseInsideAgent("move a project");
    Path path = context.surroundings().folder().resolve(folder).normalize();
    Answer answer =
        context
            .output()
            .during(
                "moving",
                () ->
                    context
                        .daemon()
                        .post(
                            ApiPath.PROJECT_MOVE.with(project), new MoveProject(path.toString())));
    if (context.output().choices().json()) {
      context.output().json(answer.body());
    } else {
      ProjectView moved = answer.as(ProjectView.class);
      context
          .output()
          .line(
              "%s is at %s now, and so are its sessions"
                  .formatted(moved.slug(), context.surroundings().shown(Path.of(moved.path()))));
    }
    return ExitCode.DONE.code();
  }
}
