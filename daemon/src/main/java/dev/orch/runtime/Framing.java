package dev.orch.runtime;

/** How an agent's standard output is cut into frames. */
public enum Framing {
  /**
   * One frame per line. A line longer than {@link OutputFrame#MAX_BYTES} comes in pieces, none of
   * them {@link OutputFrame#whole}.
   */
  LINES
}
