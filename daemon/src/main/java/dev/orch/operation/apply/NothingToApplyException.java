package dev.orch.operation.apply;

import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.checkout.ChangePlan.Direction;
import java.util.Optional;
import java.util.Set;

/** There is no change to take home, or none that was taken. */
public final class NothingToApplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Direction direction;
  private final transient Set<SessionAction> actions;
  private final String hint;

  private NothingToApplyException(Direction direction, Set<SessionAction> actions, String message) {
    this(direction, actions, message, "");
  }

  private NothingToApplyException(
      Direction direction, Set<SessionAction> actions, String message, String hint) {
    super(message);
    this.direction = direction;
    this.actions = actions;
    this.hint = hint;
  }

  static NothingToApplyException onlyReads(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY, actions, "session %s only reads the checkout".formatted(session));
  }

  static NothingToApplyException deleted(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY, actions, "session %s is deleted".formatted(session), back(session));
  }

  /** What brings a deleted session's work back. */
  static String back(SessionId session) {
    return "orch restore %s brings its branch and files back, while they are in the trash"
        .formatted(session);
  }

  static NothingToApplyException unchanged(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing that the project's HEAD does not have".formatted(session));
  }

  static NothingToApplyException leftOut(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing but what is left out".formatted(session));
  }

  /** With a path that is not to come, as it was named. */
  static NothingToApplyException notAt(SessionId session, String path, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing at %s that could be left out".formatted(session, path));
  }

  static NothingToApplyException neverApplied(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.UNDO,
        actions,
        "no change of session %s is in the checkout that could be taken back".formatted(session));
  }

  /** What may be asked of the session instead. */
  public Set<SessionAction> actions() {
    return actions;
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }

  /** What was asked for. */
  public Direction direction() {
    return direction;
  }
}
