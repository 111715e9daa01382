package dev.orch.command;

import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.BranchTakenException;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.CommandAction;
import dev.orch.project.ProjectService;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at the branch that work is to be done on. */
final class BranchCheck {
  private final ProjectService projects;

  BranchCheck(ProjectService projects) {
    this.projects = projects;
  }

  /**
   * How the session's branch is named.
   *
   * @param given null for a name by the project's template
   * @throws CommandRejectedException if git takes the name for none, or the branch is there
   */
  BranchNaming check(Project project, CommandAction action, @Nullable String given) {
    if (given == null) {
      boolean unique = project.settings().branches().isUnique() || !action.needsWorktree();
      return unique ? BranchNaming.BY_TEMPLATE : new BranchNaming(null, projects.branches(project));
    }
    if (!action.needsWorktree()) {
      throw invalid(action.wireName() + " makes no branch: leave \"branch\" out");
    }
    if (!ProjectService.isBranchName(given)) {
      throw invalid("branch cannot be \"%s\": git takes it for no name of one".formatted(given));
    }
    BranchNaming naming = new BranchNaming(given, projects.branches(project));
    if (!naming.isFree(given)) {
      throw taken(new BranchTakenException(given));
    }
    return naming;
  }

  private static CommandRejectedException invalid(String why) {
    return new CommandRejectedException(Rejection.INVALID_FIELD, why, List.of());
  }

  /** As a command is rejected for it, whoever found it out. */
  static CommandRejectedException taken(BranchTakenException taken) {
    return new CommandRejectedException(
        Rejection.BRANCH_EXISTS, Objects.requireNonNullElse(taken.getMessage(), ""), List.of());
  }
}
