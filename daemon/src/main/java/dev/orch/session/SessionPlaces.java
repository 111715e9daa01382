package dev.orch.session;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a session's files lie.
 *
 * @param runtimeFolder the folder in a project that holds them, but for the worktrees if those lie
 *     elsewhere
 */
public record SessionPlaces(RuntimeFolder runtimeFolder) {

  /** The folder of all worktrees of a project. */
  public Path worktrees(Project project) {
    return runtimeFolder.worktrees(project);
  }

  /** What sessions of a project write to; each may lie on a disk of its own. */
  public List<Path> written(Project project) {
    return List.of(worktrees(project), project.path(), project.commonGitDir());
  }

  Path worktree(Project project, SessionId id) {
    return worktrees(project).resolve(id.value());
  }

  /** Whether an action gets a worktree there: with no checkout to read, every one does. */
  public static boolean needsWorktree(Project project, CommandAction action) {
    return action.needsWorktree() || project.isBare();
  }

  Path log(Project project, SessionId id) {
    return runtimeFolder.of(project).resolve("logs").resolve(id.value() + ".log");
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
}
