package dev.orch.artifact;

import java.io.IOException;

/** The file of a listed artifact is not there any more, or is another one. */
public final class ArtifactGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArtifactGoneException(String message, IOException cause) {
    super(message, cause);
  }

  ArtifactGoneException(String message) {
    super(message);
  }
}
