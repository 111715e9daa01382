package dev.orch.operation.apply;

import dev.orch.domain.project.Project;

/** The project is bare: there is no checkout to take a change into, or back out of. */
public final class NoCheckoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoCheckoutException(Project project) {
    super("project \"%s\" is bare: it has no checkout".formatted(project.slug()));
  }
}
