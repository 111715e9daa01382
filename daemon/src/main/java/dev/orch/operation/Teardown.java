package dev.orch.operation;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a project wants done in a worktree of its before that goes. */
public interface Teardown {
  /**
   * Why it was not done well.
   *
   * @param how in words of our own, quoting nothing
   * @param more what follows that in a sentence, which may quote what was printed; may be empty
   */
  record Failure(String how, String more) {}

  /** Nothing. */
  Teardown NONE =
      new Teardown() {
        @Override
        public boolean isBegun(Session session, Project project, String operation) {
          return false;
        }

        @Override
        public boolean isDue(Session session, Project project, String operation) {
          return false;
        }

        @Override
        public @Nullable Failure run(
            Session session,
            Project project,
            String operation,
            Duration atMost,
            BooleanSupplier unwanted) {
          return null;
        }
      };

  /**
   * Whether {@link #run} was begun in the session's worktree for this operation: what it holds may
   * be something else since.
   */
  boolean isBegun(Session session, Project project, String operation);

  /**
   * Whether {@link #run} would have something to do for this operation, which takes its time.
   *
   * @param project as that is given it
   */
  boolean isDue(Session session, Project project, String operation);

  /**
   * Does it, in bounded time. Called again for the same operation it does it only if it had not
   * come to its end.
   *
   * @param project with the script, and what that is given, as they were planned
   * @param atMost how long the script may take
   * @param unwanted asked again and again while it is at work; true ends it, and what this throws
   *     ends it too: it is to be called again then
   * @return why it was not done well, or null
   * @throws InterruptedException if the daemon ends; it is to be called again
   */
  @Nullable Failure run(
      Session session, Project project, String operation, Duration atMost, BooleanSupplier unwanted)
      throws InterruptedException;
}
