package dev.orch;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.operation.Teardown;
import dev.orch.setup.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets operations run projects' teardown scripts, as part of the session's last turn.
 *
 * @param runs the folder of all runs, in the state folder
 */
record ProjectTeardown(Setup setup, Path runs) implements Teardown {

  @Override
  public boolean isBegun(Session session, Project project, String operation) {
    return setup.isTornDown(work(session, project), operation);
  }

  @Override
  public boolean isDue(Session session, Project project, String operation) {
    return setup.isTeardownDue(work(session, project), operation);
  }

  private Setup.Work work(Session session, Project project) {
    int turn = session.progress().turnCount();
    Path folder = runs.resolve(session.id().value()).resolve(Integer.toString(turn));
    return new Setup.Work(session, project, turn, folder);
  }

  @Override
  public @Nullable Failure run(
      Session session, Project project, String operation, Duration atMost, BooleanSupplier unwanted)
      throws InterruptedException {
    Setup.Work work = work(session, project);
    try {
      Files.createDirectories(
          work.folder(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      return new Failure("the teardown script has no place", ": " + e);
    }
    Setup.NotTornDown failure = setup.teardown(work, operation, atMost, unwanted);
    return failure == null ? null : new Failure(failure.how(), failure.more());
  }
}
