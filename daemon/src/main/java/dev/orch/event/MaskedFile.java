package dev.orch.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * A file that grows, as it may be shown: the bytes of secrets are asterisks, all others are what
 * and where they are. One that is not there is empty; a link in its place is not followed. Any
 * thread may use it; an interrupt of a thread that reads is an {@link IOException}.
 */
public record MaskedFile(Path file, Redactor redactor) {
  private static final Set<OpenOption> TO_READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** How many bytes there are now. */
  public long size() throws IOException {
    try (FileChannel content = FileChannel.open(file, TO_READ)) {
      return content.size();
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /**
   * How many bytes can be shown while it still grows: whole lines, for the rest of a secret may be
   * yet to come; of a line that is longer than any secret, all that no secret can reach from behind
   * its end.
   */
  public long settledSize() throws IOException {
    try (FileChannel content = FileChannel.open(file, TO_READ)) {
      long size = content.size();
      long from = Math.max(0, size - redactor.reach());
      byte[] end = read(content, from, size);
      for (int i = end.length; i > 0; i--) {
        if (end[i - 1] == '\n') {
          return from + i;
        }
      }
      return from;
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /**
   * The bytes from a place on, masked together with what is around them, so that a secret at their
   * edge is masked as far as it reaches into them.
   *
   * @param length no more than there are
   * @throws IOException also if there are fewer by now: who printed them can empty the file
   */
  public byte[] read(long from, int length) throws IOException {
    if (length == 0) {
      return new byte[0];
    }
    try (FileChannel content = FileChannel.open(file, TO_READ)) {
      long begin = Math.max(0, from - redactor.reach());
      long end = Math.min(content.size(), from + length + redactor.reach());
      if (end < from + length) {
        throw shorter();
      }
      byte[] masked = redactor.mask(read(content, begin, end));
      int at = (int) (from - begin);
      return Arrays.copyOfRange(masked, at, at + length);
    }
  }

  private byte[] read(FileChannel content, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    while (bytes.hasRemaining()) {
      if (content.read(bytes, from + bytes.position()) < 0) {
        throw shorter();
      }
    }
    return bytes.array();
  }

  private IOException shorter() {
    return new IOException("%s became shorter".formatted(file));
  }
}
