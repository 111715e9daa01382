package dev.orch.http.sse;

import dev.orch.api.ProblemType;
import dev.orch.http.Headers;
import dev.orch.http.RequestRefusedException;
import java.util.Optional;

/** Where the reader of a stream that comes back says that it was. */
public final class LastEventId {
  private LastEventId() {}

  /**
   * The place that it says, if it says one.
   *
   * @param what the ids of the stream are: {@code a sequence number}
   * @throws RequestRefusedException if it is not that
   */
  public static Optional<Long> of(Headers headers, String what) {
    return headers.find("last-event-id").map(text -> number(text, what));
  }

  private static long number(String text, String what) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw invalid(text, what);
    }
    throw invalid(text, what);
  }

  private static RequestRefusedException invalid(String text, String what) {
    return new RequestRefusedException(
        ProblemType.INVALID_QUERY, "Last-Event-ID is %s, not \"%s\"".formatted(what, text));
  }
}
