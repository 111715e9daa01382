package dev.orch.artifact;

import java.io.IOException;

/** The file of an artifact is not there any more, or is another one. */
public final class ArtifactGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArtifactGoneException(String message, IOException cause) {
    super(message, cause);
  }

  /** With what is known of it. */
  public ArtifactGoneException(String message) {
    super(message);
  }
}
