package dev.orch.artifact;

import java.io.IOException;
import java.util.Optional;

/** The file of an artifact is not there any more, or is another one. */
public final class ArtifactGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  ArtifactGoneException(String message, IOException cause) {
    super(message, cause);
    this.hint = "";
  }

  /** With what is known of it. */
  public ArtifactGoneException(String message) {
    this(message, "");
  }

  /** The same with what to do, where that is not the usual. */
  public ArtifactGoneException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }
}
