package dev.orch.access;

import java.nio.file.Path;

/** The token cannot be kept safe in its folder. Nothing was written; the daemon must not start. */
public final class TokenFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TokenFolderException(Path path, String problem) {
    super(path + " " + problem);
  }

  TokenFolderException(Path path, String problem, Throwable cause) {
    super(path + " " + problem, cause);
  }
}
