package dev.orch.operation.apply;

import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.checkout.ChangePlan.Direction;
import java.util.Set;

/** There is no change to take home, or none that was taken. */
public final class NothingToApplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Direction direction;
  private final transient Set<SessionAction> actions;

  private NothingToApplyException(Direction direction, Set<SessionAction> actions, String message) {
    super(message);
    this.direction = direction;
    this.actions = actions;
  }

  static NothingToApplyException onlyReads(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY, actions, "session %s only reads the checkout".formatted(session));
  }

  static NothingToApplyException unchanged(SessionId session, Set<SessionAction> actions) {
    return new NothingToApplyException(
        Direction.APPLY,
        actions,
        "session %s has changed nothing that the project's HEAD does not have".formatted(session));
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

  /** What was asked for. */
  public Direction direction() {
    return direction;
  }
}
