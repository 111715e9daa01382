package dev.orch.http.handler;

import dev.orch.api.Page;
import dev.orch.api.ProblemType;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of lists, and cursors that mean nothing to a client. */
public final class Paging {
  private static final String BETWEEN = " ";
  private static final String AFTER = "seq";
  private static final String BEFORE = "before";

  private Paging() {}

  /** Which part of a list the request wants. */
  public static dev.orch.store.Page.Request wanted(Request request) {
    int limit = (int) request.query().number(Parameter.LIMIT);
    return new dev.orch.store.Page.Request(
        limit, request.query().text(Parameter.CURSOR).map(Paging::key).orElse(null));
  }

  /** A page as it goes out. */
  public static <T, V> Page<V> page(dev.orch.store.Page<T> page, Function<T, V> view) {
    return new Page<>(page.items().stream().map(view).toList(), cursor(page.next()));
  }

  private static @Nullable String cursor(dev.orch.store.Page.@Nullable Key next) {
    return next == null ? null : encoded(next.at() + BETWEEN + next.id());
  }

  private static dev.orch.store.Page.Key key(String cursor) {
    String[] parts = decoded(cursor).split(BETWEEN, 2);
    try {
      if (parts.length == 2) {
        return new dev.orch.store.Page.Key(Instant.parse(parts[0]), parts[1]);
      }
    } catch (DateTimeException _) {
      throw invalid(cursor);
    }
    throw invalid(cursor);
  }

  /** Where a list of events goes on: behind a number, or before one. */
  public sealed interface Place {
    /** Towards newer ones; exclusive. */
    record After(long seq) implements Place {}

    /** Towards older ones; exclusive. */
    record Before(long seq) implements Place {}
  }

  /** The cursor of a place. */
  public static String cursor(Place place) {
    return switch (place) {
      case Place.After(long seq) -> encoded(AFTER + BETWEEN + seq);
      case Place.Before(long seq) -> encoded(BEFORE + BETWEEN + seq);
    };
  }

  /** What {@link #cursor} made a cursor of. */
  public static Place place(String cursor) {
    String[] parts = decoded(cursor).split(BETWEEN, 2);
    try {
      if (parts.length == 2 && parts[0].equals(AFTER)) {
        return new Place.After(Long.parseLong(parts[1]));
      }
      if (parts.length == 2 && parts[0].equals(BEFORE)) {
        return new Place.Before(Long.parseLong(parts[1]));
      }
    } catch (NumberFormatException _) {
      throw invalid(cursor);
    }
    throw invalid(cursor);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw invalid(cursor);
    }
  }

  private static RequestRefusedException invalid(String cursor) {
    return new RequestRefusedException(
        ProblemType.INVALID_CURSOR, "\"%s\" is no cursor of this list".formatted(cursor));
  }
}
