package dev.orch.operation.cleanup;

import dev.orch.domain.session.SessionAction;
import dev.orch.operation.Preview;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable String hint;

  DeleteRefusedException(
      Refusal reason, String message, Preview preview, Set<SessionAction> actions) {
    this(reason, message, preview, actions, null);
  }

  private DeleteRefusedException(
      Refusal reason,
      @Nullable String message,
      Preview preview,
      Set<SessionAction> actions,
      @Nullable String hint) {
    super(message);
    this.reason = reason;
    this.preview = preview;
    this.actions = actions;
    this.hint = hint;
  }

  /** The same, with another hint than the usual one. */
  DeleteRefusedException hinting(String what) {
    return new DeleteRefusedException(reason, getMessage(), preview, actions, what);
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
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
