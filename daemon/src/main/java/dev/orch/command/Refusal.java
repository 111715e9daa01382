package dev.orch.command;

import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.project.WorktreeUnusableException;
import dev.orch.session.RequestOpenException;
import java.util.Locale;
import java.util.Objects;

/** How a command is recorded that was refused by what it was for. */
public final class Refusal {
  private Refusal() {}

  /**
   * The name of the problem that it is answered with, and its words. What nobody foresaw has
   * neither: that is in the daemon's log only.
   */
  public static Command.Result.Rejected of(RuntimeException refused) {
    return switch (refused) {
      case IllegalTransitionException e -> named("illegal_transition", e);
      case RequestOpenException e -> named("request_open", e);
      case TurnRefusedException e -> named(e.rejection().wireName(), e);
      case WorktreeUnusableException e -> named("worktree_unusable", e);
      case AmbiguousIdException e -> named("ambiguous_id", e);
      case NotFoundException e ->
          named(e.thing().name().toLowerCase(Locale.ROOT) + "_not_found", e);
      default -> new Command.Result.Rejected("internal", "");
    };
  }

  private static Command.Result.Rejected named(String problem, RuntimeException refused) {
    return new Command.Result.Rejected(
        problem, Objects.requireNonNullElse(refused.getMessage(), ""));
  }
}
