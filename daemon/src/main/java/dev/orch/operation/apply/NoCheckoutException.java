package dev.orch.operation.apply;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.SessionId;
import java.util.Optional;

/** The project is bare: there is no checkout to take a change into, or back out of. */
public final class NoCheckoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  NoCheckoutException(Project project, SessionId session) {
    super("project \"%s\" is bare: it has no checkout".formatted(project.slug()));
    this.hint =
        "take the patch into a checkout of yours: orch diff %s; or git fetch the branch"
            .formatted(session);
  }

  /** How to have the change all the same. */
  public Optional<String> hint() {
    return Optional.of(hint);
  }
}
