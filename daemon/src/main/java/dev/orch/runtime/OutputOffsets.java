package dev.orch.runtime;

/**
 * How far each stream has been read, in bytes from the file's start.
 *
 * @param out of standard output
 * @param err of standard error
 */
public record OutputOffsets(long out, long err) {
  /** Nothing has been read. */
  public static final OutputOffsets START = new OutputOffsets(0, 0);

  /** How much that is of both. */
  public long total() {
    return out + err;
  }

  /** Where reading goes on once this frame has been taken. */
  public OutputOffsets after(OutputFrame frame) {
    return switch (frame.stream()) {
      case OUT -> new OutputOffsets(frame.end(), err);
      case ERR -> new OutputOffsets(out, frame.end());
    };
  }

  /** Where reading goes on once a stream's file was emptied. */
  public OutputOffsets after(OutputTruncated truncated) {
    return switch (truncated.stream()) {
      case OUT -> new OutputOffsets(0, err);
      case ERR -> new OutputOffsets(out, 0);
    };
  }
}
