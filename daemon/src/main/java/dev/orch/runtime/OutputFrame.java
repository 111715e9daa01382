package dev.orch.runtime;

/**
 * A piece of what a process wrote.
 *
 * @param offset where it starts in the stream's file, in bytes
 * @param length how many bytes of the file it covers, the line's end among them; the next frame of
 *     the stream starts at {@code offset + length}
 * @param text what it says, without the line's end; bytes that are not UTF-8 become U+FFFD
 * @param whole false for a piece of a line longer than {@link #MAX_BYTES}
 */
public record OutputFrame(StreamName stream, long offset, int length, String text, boolean whole)
    implements Arrival {

  /** The longest line that is given in one frame, in bytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  /** The offset of what follows. */
  public long end() {
    return offset + length;
  }
}
