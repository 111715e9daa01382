package dev.orch.operation.release;

import dev.orch.operation.Preview;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A worktree was not given up; nothing was changed. */
public final class ReleaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Refusal reason;
  private final transient @Nullable Preview preview;
  private final String hint;

  /** Why. */
  public enum Refusal {
    /** It could not be made again as it is: the message says what is in the way. */
    HINDERED,
    /** Something would not come back. */
    LOSES_WORK,
    /** What a person agreed to is not what is there. */
    CHANGED
  }

  ReleaseRefusedException(Refusal reason, String message, @Nullable Preview preview) {
    this(reason, message, preview, "");
  }

  ReleaseRefusedException(Refusal reason, String message, @Nullable Preview preview, String hint) {
    super(message);
    this.reason = reason;
    this.preview = preview;
    this.hint = hint;
  }

  /** Why. */
  public Refusal reason() {
    return reason;
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }

  /** What would become of it now; null where something is in the way. */
  public @Nullable Preview preview() {
    return preview;
  }
}
