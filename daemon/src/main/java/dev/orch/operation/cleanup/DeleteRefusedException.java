package dev.orch.operation.cleanup;

import dev.orch.domain.session.SessionAction;
import dev.orch.operation.Preview;
import java.util.Set;

/** A delete was not begun, and nothing was removed: a person has to look at what it would take. */
public final class DeleteRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Refusal reason;
  private final transient Preview preview;

  /** Why. */
  public enum Refusal {
    /** Something would be gone for good. */
    LOSES_WORK,
    /** What a person agreed to is not what is there. */
    CHANGED
  }

  private final transient Set<SessionAction> actions;

  DeleteRefusedException(
      Refusal reason, String message, Preview preview, Set<SessionAction> actions) {
    super(message);
    this.reason = reason;
    this.preview = preview;
    this.actions = actions;
  }

  /** What may be asked of the session instead. */
  public Set<SessionAction> actions() {
    return actions;
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }

  /** What it would take, as it is now. */
  public Preview preview() {
    return preview;
  }
}
