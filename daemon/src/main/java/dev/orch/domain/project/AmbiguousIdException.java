package dev.orch.domain.project;

import java.util.List;

/** The beginning of an id fits several. Nothing was done. */
public final class AmbiguousIdException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> candidates;

  /** With what was given and the ids that it fits. */
  public AmbiguousIdException(String given, List<String> candidates) {
    super("\"" + given + "\" fits " + String.join(", ", candidates));
    this.candidates = List.copyOf(candidates);
  }

  /** Some of the ids that fit. */
  public List<String> candidates() {
    return candidates;
  }
}
