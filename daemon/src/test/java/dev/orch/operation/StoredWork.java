package dev.orch.operation;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Samples;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import java.nio.file.Path;

/** A project and its session that has ended, as they are remembered of a real worktree. */
public final class StoredWork {
  private static final ProjectId PROJECT = new ProjectId("abcdefghjk");

  private StoredWork() {}

  public static Project project(Repository repository) {
    return new Project(
        PROJECT,
        new Slug("app"),
        "app",
        repository.path(),
        repository.commonGitDir(),
        "main",
        null,
        ProjectSettings.NONE,
        Samples.NOON,
        Samples.NOON);
  }

  public static Session session(WorktreeRequest request, Path log) {
    Session sample = new Samples(1).session(PROJECT, CommandAction.IMPLEMENT, Samples.NOON);
    return new Session(
        request.session(),
        sample.assignment(),
        new Session.Place(
            request.branch().value(), "main", request.base(), request.base(), request.path(), log),
        new Session.Standing(SessionState.COMPLETED, null, Samples.NOON, null),
        sample.progress(),
        sample.times(),
        sample.version());
  }
}
