package dev.orch.http.exchange;

import dev.orch.api.ProblemType;
import dev.orch.http.Headers;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of something a request wants (RFC 9110, 14). One range is understood; several, or
 * what is no range of bytes, give the whole, as the RFC allows.
 *
 * @param offset of the first byte
 * @param length in bytes
 * @param size of the whole, in bytes
 */
public record ByteRange(long offset, long length, long size, boolean partial) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * The range that the headers ask for.
   *
   * @param tag of what there is now; a range of something else ({@code If-Range}) gives the whole
   * @throws RequestRefusedException if it begins behind the end
   */
  public static ByteRange of(Headers headers, String tag, long size) {
    ByteRange whole = new ByteRange(0, size, size, false);
    Matcher range = ONE.matcher(headers.find("range").orElse(""));
    boolean other = headers.find("if-range").filter(known -> !known.equals(tag)).isPresent();
    if (other || headers.all("range").size() != 1 || !range.matches()) {
      return whole;
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty() && last.isEmpty()) {
      return whole;
    }
    long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
    long to =
        first.isEmpty() || last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
    if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < from) {
      return whole;
    }
    if (from >= size || to < from) {
      throw behindTheEnd(from, size);
    }
    return new ByteRange(from, to - from + 1, size, true);
  }

  /**
   * All from an offset on, which is not a part but all that was asked for; at the end there is
   * nothing.
   *
   * @throws RequestRefusedException if it is behind the end
   */
  public static ByteRange from(long offset, long size) {
    if (offset > size) {
      throw behindTheEnd(offset, size);
    }
    return new ByteRange(offset, size - offset, size, false);
  }

  private static RequestRefusedException behindTheEnd(long from, long size) {
    return new RequestRefusedException(
        ProblemType.RANGE_NOT_SATISFIABLE,
        "the range begins at %d of %d bytes".formatted(from, size),
        Map.of("size", size));
  }

  /** 206 for a part, 200 for all of it. */
  public int status() {
    return partial ? 206 : 200;
  }

  /** Says in the answer which part it is. */
  public Response describe(Response answer) {
    return partial
        ? answer.with(
            "Content-Range", "bytes %d-%d/%d".formatted(offset, offset + length - 1, size))
        : answer;
  }
}
