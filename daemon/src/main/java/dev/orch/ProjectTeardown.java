package dev.orch;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.operation.Teardown;
import dev.orch.setup.Setup;
import dev.orch.worktree.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Lets operations run projects' teardown scripts, as part of the session's last turn.
 *
 * @param runs the folder of all runs, in the state folder
 */
record ProjectTeardown(Setup setup, Path runs) implements Teardown {

  @Override
  public boolean isBegun(Session session, Project project, String operation) {
    return setup.isTornDown(
        new Repository(project.path(), project.commonGitDir()),
        session.place().folder(),
        operation);
  }

  @Override
  public @Nullable String run(Session session, Project project, String operation)
      throws InterruptedException {
    int turn = session.progress().turnCount();
    Path folder = runs.resolve(session.id().value()).resolve(Integer.toString(turn));
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      return "the teardown script has no place: " + e;
    }
    return setup.teardown(new Setup.Work(session, project, turn, folder), operation);
  }
}
