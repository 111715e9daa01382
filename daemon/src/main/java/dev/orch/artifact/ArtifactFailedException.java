package dev.orch.artifact;

import dev.orch.domain.operation.FileFailure;
import java.io.IOException;

/** A file of a session could not be written; what stood at its place stays. */
public final class ArtifactFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArtifactFailedException(String message, IOException cause) {
    super(FileFailure.words(message, cause), cause);
  }
}
