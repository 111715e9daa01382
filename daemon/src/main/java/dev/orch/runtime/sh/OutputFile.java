package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.OutputTruncated;
import dev.orch.runtime.StreamName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file that grows into lines, from an offset on, and from its beginning again if it was
 * emptied. Keeps the bytes of the one line that is not yet complete. One thread reads it; an
 * interrupt of that thread does not close the file, as it would a channel.
 */
final class OutputFile implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  /** Room for the longest line and its end. */
  private static final int CAPACITY = OutputFrame.MAX_BYTES + 1;

  private static final int UTF8_MAX = 4;

  /** So many bytes before the next ones tell whether it is still the file that was read. */
  private static final int KNOWN = 64;

  private final StreamName stream;
  private final Path file;

  /** Null until the file is there. */
  private @Nullable RandomAccessFile content;

  private byte[] buffer = new byte[0];

  /** The bytes from {@code start} to {@code end} of the buffer are in the file at the offset. */
  private int start;

  private int end;

  /** Up to here there is no line's end in the buffer. */
  private int searched;

  private long offset;

  /** What was read last, to the end of the buffer's. */
  private byte[] known = new byte[0];

  /** Whether a piece of the line was given before. */
  private boolean inPieces;

  OutputFile(StreamName stream, Path file, long offset) {
    this.stream = stream;
    this.file = file;
    this.offset = offset;
  }

  /** How many bytes there are, 0 if there is no file. */
  long size() {
    try {
      RandomAccessFile opened = open();
      return opened == null ? 0 : opened.length();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + file, e);
    }
  }

  /** Adds the complete lines that are there until the batch is full. */
  void readLines(FrameBatch batch) {
    read(batch, Long.MAX_VALUE);
  }

  /** Like {@link #readLines} up to an offset, then what is left of a line before it. */
  void readRest(FrameBatch batch, long limit) {
    read(batch, limit);
    if (!batch.isFull() && end > start) {
      emit(batch, end - start, end - start, !inPieces);
    }
  }

  private void read(FrameBatch batch, long limit) {
    while (!batch.isFull()) {
      int lineEnd = indexOfLineEnd();
      if (lineEnd >= 0) {
        emit(batch, lineEnd - start, lineEnd + 1 - start, !inPieces);
        inPieces = false;
      } else if (end - start > OutputFrame.MAX_BYTES) {
        int piece = wholeCharacters();
        emit(batch, piece, piece, false);
        inPieces = true;
      } else if (!fill(batch, limit)) {
        return;
      }
    }
  }

  private int indexOfLineEnd() {
    for (int i = searched; i < end; i++) {
      if (buffer[i] == '\n') {
        searched = i;
        return i;
      }
    }
    searched = end;
    return -1;
  }

  /** The longest piece that splits no character; text that is not UTF-8 is cut anywhere. */
  private int wholeCharacters() {
    int cut = start + OutputFrame.MAX_BYTES;
    for (int i = cut; i > cut - UTF8_MAX; i--) {
      if ((buffer[i] & 0xC0) != 0x80) {
        return i - start;
      }
    }
    return OutputFrame.MAX_BYTES;
  }

  private void emit(FrameBatch batch, int textLength, int length, boolean whole) {
    String text = new String(buffer, start, textLength, UTF_8);
    batch.add(new OutputFrame(stream, offset, length, text, whole));
    start += length;
    offset += length;
    searched = start;
  }

  /** Reads on; false if there is nothing more for now. */
  private boolean fill(FrameBatch batch, long limit) {
    try {
      RandomAccessFile opened = open();
      if (opened == null) {
        return false;
      }
      long position = offset + (end - start);
      int read = position < limit ? readAt(opened, position, limit - position) : 0;
      boolean checked = read > 0 || position >= limit;
      if (opened.length() < position || (checked && !isKnown(opened, position))) {
        batch.add(new OutputTruncated(stream, position));
        beginAnew();
        return true;
      }
      know(read);
      end += read;
      return read > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Puts what is there behind the buffer's end; 0 if there is nothing. */
  private int readAt(RandomAccessFile opened, long position, long atMost) throws IOException {
    makeRoom();
    opened.seek(position);
    return Math.max(opened.read(buffer, end, (int) Math.min(buffer.length - end, atMost)), 0);
  }

  /** Looked at after reading: what was read before an emptying is not taken for what follows it. */
  private boolean isKnown(RandomAccessFile opened, long position) throws IOException {
    return Arrays.equals(known, before(opened, position, known.length));
  }

  private static byte[] before(RandomAccessFile opened, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    opened.seek(position - length);
    int read = length == 0 ? 0 : Math.max(opened.read(bytes), 0);
    return Arrays.copyOf(bytes, read);
  }

  private void know(int read) {
    int kept = Math.min(known.length, Math.max(KNOWN - read, 0));
    int fresh = Math.min(read, KNOWN);
    byte[] next = Arrays.copyOfRange(known, known.length - kept, known.length + fresh);
    System.arraycopy(buffer, end + read - fresh, next, kept, fresh);
    known = next;
  }

  private void beginAnew() {
    offset = 0;
    start = 0;
    end = 0;
    searched = 0;
    known = new byte[0];
    inPieces = false;
  }

  /** A buffer that was made for a long line is given back after it. */
  private void makeRoom() {
    int kept = end - start;
    if (start == 0 && end < buffer.length) {
      return;
    }
    int wanted = Math.clamp(Math.max(2L * kept, CHUNK), CHUNK, CAPACITY);
    byte[] next = wanted == buffer.length ? buffer : new byte[wanted];
    System.arraycopy(buffer, start, next, 0, kept);
    buffer = next;
    searched -= start;
    start = 0;
    end = kept;
  }

  private @Nullable RandomAccessFile open() throws IOException {
    if (content == null && Files.exists(file)) {
      content = new RandomAccessFile(file.toFile(), "r");
      known = before(content, offset, (int) Math.min(offset, KNOWN));
      inPieces = known.length > 0 && known[known.length - 1] != '\n';
    }
    return content;
  }

  @Override
  public void close() {
    try {
      if (content != null) {
        content.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
