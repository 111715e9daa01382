package dev.orch.http.exchange;

import dev.orch.api.Page;
import dev.orch.api.ProblemType;
import dev.orch.domain.operation.Sha256;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Pages of lists, and cursors that mean nothing to a client. A cursor goes on with the list that it
 * came with: the same route and filters, in pages of any length.
 */
public final class Paging {
  private static final String BETWEEN = " ";
  private static final String AFTER = "seq";
  private static final String BEFORE = "before";
  private static final int DIGEST_DIGITS = 16;

  private Paging() {}

  /**
   * Which part of a list the request wants.
   *
   * @throws RequestRefusedException for what is no cursor of this list
   */
  public static dev.orch.store.Page.Request wanted(Request request) {
    int limit = (int) request.query().number(Parameter.LIMIT);
    return new dev.orch.store.Page.Request(
        limit, given(request).map(cursor -> key(cursor, request)).orElse(null));
  }

  /** A page as it goes out. */
  public static <T, V> Page<V> page(
      Request request, dev.orch.store.Page<T> page, Function<T, V> view) {
    return page(request, page, view, "");
  }

  /**
   * The same of a list of which something was decided at its first page.
   *
   * @param decided goes on with the list, without a space
   */
  public static <T, V> Page<V> page(
      Request request, dev.orch.store.Page<T> page, Function<T, V> view, String decided) {
    dev.orch.store.Page.Key next = page.next();
    String behind = decided.isEmpty() ? "" : BETWEEN + decided;
    return new Page<>(
        page.items().stream().map(view).toList(),
        next == null ? null : encoded(request, next.at().toString(), next.id() + behind));
  }

  /**
   * What was decided at the list's first page, if this is another.
   *
   * @throws RequestRefusedException for what is no cursor of this list
   */
  public static Optional<String> decided(Request request) {
    return given(request)
        .map(cursor -> decoded(cursor, request)[1].split(BETWEEN, 2))
        .filter(parts -> parts.length == 2)
        .map(parts -> parts[1]);
  }

  /**
   * A page of an ascending list whose entries have numbers, of which the first may be below zero.
   *
   * @param read what stands behind a number, at most so many
   * @param number that an entry has
   */
  public static <T> Page<T> ascending(
      Request request, BiFunction<Long, Integer, List<T>> read, ToLongFunction<T> number) {
    int limit = (int) request.query().number(Parameter.LIMIT);
    List<T> found = read.apply(after(request).orElse(Long.MIN_VALUE), limit + 1);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, cursor(request, new Place.After(number.applyAsLong(items.getLast()))));
  }

  private static dev.orch.store.Page.Key key(String cursor, Request request) {
    String[] parts = decoded(cursor, request);
    try {
      return new dev.orch.store.Page.Key(Instant.parse(parts[0]), parts[1].split(BETWEEN, 2)[0]);
    } catch (DateTimeException _) {
      throw invalid(cursor);
    }
  }

  /** Where a list of events goes on: behind a number, or before one. */
  public sealed interface Place {
    /** Towards newer ones; exclusive. */
    record After(long seq) implements Place {}

    /** Towards older ones; exclusive. */
    record Before(long seq) implements Place {}
  }

  /** The cursor of a place in the list that the request is for. */
  public static String cursor(Request request, Place place) {
    return switch (place) {
      case Place.After(long seq) -> encoded(request, AFTER, Long.toString(seq));
      case Place.Before(long seq) -> encoded(request, BEFORE, Long.toString(seq));
    };
  }

  /**
   * The place that the request's cursor stands for, if it has one.
   *
   * @throws RequestRefusedException for what is no cursor of this list
   */
  public static Optional<Place> place(Request request) {
    return given(request).map(cursor -> place(cursor, request));
  }

  /**
   * Where the request's cursor says that an ascending list goes on, if it has one.
   *
   * @throws RequestRefusedException for what is no cursor of this list
   */
  public static Optional<Long> after(Request request) {
    return given(request)
        .map(cursor ->
            switch (place(cursor, request)) {
              case Place.After(long seq) -> seq;
              case Place.Before _ -> throw invalid(cursor);
            });
  }

  private static Place place(String cursor, Request request) {
    String[] parts = decoded(cursor, request);
    try {
      long seq = Long.parseLong(parts[1]);
      return switch (parts[0]) {
        case AFTER -> new Place.After(seq);
        case BEFORE -> new Place.Before(seq);
        default -> throw invalid(cursor);
      };
    } catch (NumberFormatException _) {
      throw invalid(cursor);
    }
  }

  private static Optional<String> given(Request request) {
    return request.query().text(Parameter.CURSOR);
  }

  private static String encoded(Request request, String first, String second) {
    String text = String.join(BETWEEN, digest(request), first, second);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Its two parts, if it came with this list. */
  private static String[] decoded(String cursor, Request request) {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw invalid(cursor);
    }
    String[] parts = text.split(BETWEEN, 3);
    if (parts.length < 3 || !parts[0].equals(digest(request))) {
      throw invalid(cursor);
    }
    return new String[] {parts[1], parts[2]};
  }

  /** Of what makes the list that the request is for: its route with its names, and its filters. */
  private static String digest(Request request) {
    String list =
        String.join(
            "\n",
            request.route().path().name(),
            new TreeMap<>(request.names()).toString(),
            request.query().allBut(Parameter.CURSOR, Parameter.LIMIT, Filters.FACETS).toString());
    return Sha256.begin()
        .with(list.getBytes(StandardCharsets.UTF_8))
        .hex()
        .substring(0, DIGEST_DIGITS);
  }

  private static RequestRefusedException invalid(String cursor) {
    return new RequestRefusedException(
        ProblemType.INVALID_CURSOR,
        "\"%s\" is no cursor of this list with these filters".formatted(cursor));
  }
}
