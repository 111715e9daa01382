package dev.orch.cli.process;

import dev.orch.api.project.ProjectView;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The commit that a project needs before it can have sessions. */
public final class FirstCommit {
  /** What {@code git rev-parse --quiet} ends with where there is none; its failures are 128. */
  private static final int NO_SUCH_COMMIT = 1;

  private FirstCommit() {}

  /** The advice to send something to the project, and what to do first where that is due. */
  public static String advised(ProjectView project) {
    String send = "orch send claude implement %s \"...\"".formatted(project.slug());
    return isMissing(project)
        ? "make a first commit, which sessions start at, then: " + send
        : send;
  }

  /** Whether nothing can be started in it yet; false where that cannot be found out here. */
  private static boolean isMissing(ProjectView project) {
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
