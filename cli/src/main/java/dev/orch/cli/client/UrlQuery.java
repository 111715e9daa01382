package dev.orch.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The query of a URL, put together name by name. */
public final class UrlQuery {
  private final StringBuilder text = new StringBuilder();

  /** Adds a value; leaves the name out where there is none. */
  public UrlQuery add(String name, @Nullable Object value) {
    if (value != null) {
      text.append(text.isEmpty() ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Adds what another query holds, given as text with its question mark. */
  UrlQuery append(String other) {
    if (!other.isEmpty()) {
      text.append(text.isEmpty() ? '?' : '&').append(other, 1, other.length());
    }
    return this;
  }

  /** With its question mark; empty if nothing was added. */
  @Override
  public String toString() {
    return text.toString();
  }
}
