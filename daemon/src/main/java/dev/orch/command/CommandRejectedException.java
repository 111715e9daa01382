package dev.orch.command;

import dev.orch.command.grammar.MisreadException;
import dev.orch.domain.project.BranchTakenException;
import dev.orch.domain.project.NearestName;
import dev.orch.domain.session.CommandId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command cannot be carried out. It is recorded with the reason; nothing else happened. */
public final class CommandRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Rejection rejection;
  private final transient List<String> nearest;
  private final transient @Nullable String field;
  private final transient @Nullable String hint;
  private final transient @Nullable CommandId command;

  /**
   * With the reason.
   *
   * @param nearest what may have been meant
   */
  public CommandRejectedException(Rejection rejection, String detail, List<String> nearest) {
    this(rejection, detail, nearest, null, null, null);
  }

  /** For the word that cannot be read. */
  static CommandRejectedException misread(MisreadException why) {
    return new CommandRejectedException(
        Rejection.COMMAND_MISREAD,
        why.getMessage(),
        why.nearest(),
        null,
        why.hint().orElse(null),
        null);
  }

  /** With what a command without a text has to say. */
  static CommandRejectedException missing(String field) {
    return new CommandRejectedException(
        Rejection.MISSING_FIELD,
        "%s is missing: a command has a text, or agent, action and project".formatted(field),
        List.of(),
        field,
        null,
        null);
  }

  /** For the branch that cannot be made. */
  static CommandRejectedException taken(BranchTakenException why) {
    return new CommandRejectedException(
        Rejection.BRANCH_EXISTS, why.getMessage(), List.of(), null, why.hint().orElse(null), null);
  }

  private CommandRejectedException(
      Rejection rejection,
      @Nullable String detail,
      List<String> nearest,
      @Nullable String field,
      @Nullable String hint,
      @Nullable CommandId command) {
    super(detail);
    this.rejection = rejection;
    this.nearest = List.copyOf(nearest);
    this.field = field;
    this.hint = hint;
    this.command = command;
  }

  /** The same, recorded under this id. */
  CommandRejectedException recordedAs(CommandId id) {
    return new CommandRejectedException(rejection, getMessage(), nearest, field, hint, id);
  }

  /** Why. */
  public Rejection rejection() {
    return rejection;
  }

  /** What may have been meant instead. */
  public List<String> nearest() {
    return nearest;
  }

  /** Which field is missing, if one is. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return NearestName.question(nearest).or(() -> Optional.ofNullable(hint));
  }

  /** Under which id it is recorded; null before it is. */
  public @Nullable CommandId command() {
    return command;
  }
}
