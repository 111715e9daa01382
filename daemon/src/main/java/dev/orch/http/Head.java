package dev.orch.http;

import org.jspecify.annotations.Nullable;

/**
 * What of a request is known before its body is read.
 *
 * @param path as it was sent, still encoded, without the query
 * @param query as it was sent, still encoded
 */
public record Head(String method, String path, @Nullable String query, Headers headers) {

  /** Whether this method is there to change something. */
  public boolean mayChange() {
    return switch (method) {
      case "GET", "HEAD" -> false;
      default -> true;
    };
  }
}
