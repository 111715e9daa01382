package dev.orch.command;

import dev.orch.domain.project.BranchNaming;
import dev.orch.domain.project.BranchTakenException;
import dev.orch.domain.project.BranchTemplate;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.CommandAction;
import dev.orch.project.ProjectService;
import java.util.List;
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
   * @throws CommandRejectedException if git takes the name for none, or the branch is there or
   *     would be in the way of all others
   */
  BranchNaming check(Project project, CommandAction action, @Nullable String given) {
    if (given == null) {
      return action.needsWorktree()
          ? new BranchNaming(null, projects.branches(project))
          : BranchNaming.BY_TEMPLATE;
    }
    if (!action.needsWorktree()) {
      throw invalid(action.wireName() + " makes no branch: leave \"branch\" out");
    }
    if (!ProjectService.isBranchName(given)) {
      throw invalid("branch cannot be \"%s\": git takes it for no name of one".formatted(given));
    }
    BranchTemplate template = project.settings().branches();
    if (template.isBelow(given)) {
      throw invalid(
          "branch cannot be \"%s\": the branches of \"%s\" are called %s, and git has none below a branch"
              .formatted(given, project.slug(), template.text()));
    }
    BranchNaming naming = new BranchNaming(given, projects.branches(project));
    naming
        .findClash(given)
        .ifPresent(clash -> {
          throw CommandRejectedException.taken(BranchTakenException.given(given, clash));
        });
    return naming;
  }

  private static CommandRejectedException invalid(String why) {
    return new CommandRejectedException(Rejection.INVALID_FIELD, why, List.of());
  }
}
