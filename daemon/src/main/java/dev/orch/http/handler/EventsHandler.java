package dev.orch.http.handler;

import dev.orch.api.EventView;
import dev.orch.api.Page;
import dev.orch.domain.event.Event;
import dev.orch.domain.session.SessionId;
import dev.orch.http.Answers;
import dev.orch.http.Parameter;
import dev.orch.http.Request;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.http.exchange.Filters;
import dev.orch.http.exchange.Paging;
import dev.orch.http.sse.EventStream;
import dev.orch.http.sse.LastEventId;
import dev.orch.http.sse.StreamPlaces;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The routes of the log: in pages, and live. */
public final class EventsHandler {
  /** Where to begin. */
  public static final Parameter AFTER =
      Parameter.number("after", 0, Long.MAX_VALUE, 0, "behind this sequence number");

  /** Where to end. */
  public static final Parameter BEFORE =
      Parameter.number(
          "before",
          0,
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          "before this sequence number; without after: the newest of them, then older ones");

  private final EventLog log;
  private final EventStream stream;
  private final Filters filters;

  /** Over the log. */
  public EventsHandler(EventLog log, EventStream stream, Filters filters) {
    this.log = log;
    this.stream = stream;
    this.filters = filters;
  }

  /**
   * Those that fit, ascending, page by page towards newer ones; where only an end is given, from
   * there towards older ones.
   */
  public Response list(Request request) {
    EventFilter filter = filter(request);
    int limit = (int) request.query().number(Parameter.LIMIT);
    return switch (begin(request)) {
      case Paging.Place.After(long seq) -> {
        List<Event> events = log.read(filter, seq, request.query().number(BEFORE), limit);
        yield page(request, filter, events, () -> new Paging.Place.After(events.getLast().seq()));
      }
      case Paging.Place.Before(long seq) -> {
        List<Event> events = log.readBefore(filter, seq, limit);
        yield page(request, filter, events, () -> new Paging.Place.Before(events.getFirst().seq()));
      }
    };
  }

  private static Paging.Place begin(Request request) {
    boolean backwards =
        request.query().text(BEFORE).isPresent() && request.query().text(AFTER).isEmpty();
    return Paging.place(request)
        .orElseGet(() ->
            backwards
                ? new Paging.Place.Before(request.query().number(BEFORE))
                : new Paging.Place.After(request.query().number(AFTER)));
  }

  private Response page(
      Request request, EventFilter filter, List<Event> events, Supplier<Paging.Place> next) {
    boolean last = events.size() < request.query().number(Parameter.LIMIT);
    Page<EventView> page =
        new Page<>(
            events.stream().map(Wire::event).toList(),
            last ? null : Paging.cursor(request, next.get()));
    return Answers.ok(filters.faceted(request, page, () -> log.count(filter), Map.of()));
  }

  /** The same, and what comes; without a place to begin at only what comes. */
  public Response stream(Request request) {
    if (request.head().method().equals("HEAD")) {
      return Answers.empty(StreamPlaces.MEDIA_TYPE);
    }
    return stream.open(request, filter(request), place(request));
  }

  private EventFilter filter(Request request) {
    return new EventFilter(
        filters.project(request).orElse(null),
        filters.session(request).map(SessionId::value).orElse(null),
        Filters.types(request));
  }

  /** What a reader that comes back has seen counts more than what it first asked for. */
  private static OptionalLong place(Request request) {
    Optional<Long> seen = LastEventId.of(request.head().headers(), "a sequence number");
    if (seen.isPresent()) {
      return OptionalLong.of(seen.get());
    }
    return request.query().text(AFTER).isPresent()
        ? OptionalLong.of(request.query().number(AFTER))
        : OptionalLong.empty();
  }
}
