package dev.orch.api.output;

import java.util.List;

/**
 * The newest lines of what a session's agent printed.
 *
 * @param items oldest first
 * @param truncated whether there is more before them
 */
public record LogTail(List<Line> items, boolean truncated) {

  /**
   * One line.
   *
   * @param stream {@code out} or {@code err}
   * @param offset of its first byte from the start of the stream
   */
  public record Line(int turn, String stream, long offset, String text) {}
}
