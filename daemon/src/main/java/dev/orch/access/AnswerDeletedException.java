package dev.orch.access;

/**
 * What the request asks for was done before, and its answer went with the session that it told of.
 * Nothing was done again.
 */
public final class AnswerDeletedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerDeletedException(String key) {
    super(
        "the request of the key \"%s\" was done before; its answer went with the session"
            .formatted(key));
  }
}
