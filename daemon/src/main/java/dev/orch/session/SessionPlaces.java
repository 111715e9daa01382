package dev.orch.session;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;

/**
 * Where a session's files lie.
 *
 * @param runtimeFolder the folder in a project that holds them, but for the worktrees if those lie
 *     elsewhere
 */
public record SessionPlaces(RuntimeFolder runtimeFolder) {

  Path worktree(Project project, SessionId id) {
    Path root = runtimeFolder.worktreeRoot();
    return root == null
        ? below(project).resolve("worktrees").resolve(id.value())
        : root.resolve(project.slug().value()).resolve(id.value());
  }

  Path log(Project project, SessionId id) {
    return below(project).resolve("logs").resolve(id.value() + ".log");
  }

  /** Where a session's artifacts lie: beside the folder of its log, which is recorded. */
  public static Path artifacts(Session session) {
    Path runtime = session.place().log().resolveSibling("..").normalize();
    return runtime.resolve("artifacts").resolve(session.id().value());
  }

  /** Where the diff of a turn is kept once the turn has ended. */
  public static Path diff(Session session, int turn) {
    return artifacts(session).resolve(Integer.toString(turn)).resolve("diff.patch");
  }

  private Path below(Project project) {
    return project.path().resolve(runtimeFolder.name());
  }
}
