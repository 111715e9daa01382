package dev.orch.command;

import dev.orch.disk.DiskFullException;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.session.RequestOpenException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How a command is recorded that was refused by what it was for. */
public final class Refusal {
  /** Of what nobody foresaw there are no words: they are in the daemon's log only. */
  public static final Command.Result.Rejected UNFORESEEN =
      new Command.Result.Rejected("internal", "", null);

  private Refusal() {}

  /**
   * The name of the problem that it is answered with, its words and its hint; empty for what nobody
   * foresaw.
   */
  public static Optional<Command.Result.Rejected> find(RuntimeException refused) {
    return switch (refused) {
      case IllegalTransitionException e -> named("illegal_transition", e, e.hint());
      case RequestOpenException e -> named("request_open", e);
      case TurnRefusedException e -> named(e.rejection().wireName(), e);
      case WorktreeUnusableException e -> named("worktree_unusable", e);
      case DiskFullException e -> named("disk_full", e);
      case AmbiguousIdException e -> named("ambiguous_id", e);
      case NotFoundException e ->
          named(
              e.thing().name().toLowerCase(Locale.ROOT) + "_not_found",
              e,
              NearestName.question(e.nearest()));
      default -> Optional.empty();
    };
  }

  private static Optional<Command.Result.Rejected> named(String problem, RuntimeException refused) {
    return named(problem, refused, Optional.empty());
  }

  private static Optional<Command.Result.Rejected> named(
      String problem, RuntimeException refused, Optional<String> hint) {
    return Optional.of(
        new Command.Result.Rejected(
            problem, Objects.requireNonNullElse(refused.getMessage(), ""), hint.orElse(null)));
  }
}
