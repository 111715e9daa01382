package dev.orch.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a request is known before its body is read.
 *
 * @param path as it was sent, still encoded, without the query
 * @param query as it was sent, still encoded
 */
public record Head(String method, String path, @Nullable String query, Headers headers) {
  private static final String BEARER = "bearer ";

  /** The token that it carries; empty if it carries none, or more than one thing in its place. */
  public Optional<String> token() {
    List<String> sent = headers.all("authorization");
    return sent.size() == 1 && sent.getFirst().toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(sent.getFirst().substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** Whether this method is there to change something. */
  public boolean mayChange() {
    return switch (method) {
      case "GET", "HEAD" -> false;
      default -> true;
    };
  }
}
