package dev.orch.http.sse;

import dev.orch.api.EventView;
import dev.orch.api.LogReset;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.event.Subscription;
import dev.orch.http.Request;
import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import dev.orch.http.Wire;
import dev.orch.http.json.Json;
import dev.orch.store.EventFilter;
import dev.orch.store.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The log as server-sent events: what is stored first, then what is committed, without gap or
 * double, for the reader's place is a sequence number. A reader that is too slow is cut off and
 * comes back with {@code Last-Event-ID}.
 */
public final class EventStream {
  private static final String RESET = "reset";

  /** What the data of each event is, by its name. */
  public static final Map<String, Class<?>> EVENTS = events();

  private final StreamPlaces places;
  private final Subscription subscription;
  private final EventLog log;
  private final Duration heartbeat;

  /**
   * Follows the log.
   *
   * @param heartbeat how long a reader hears nothing at most
   */
  public EventStream(
      StreamPlaces places, Subscription subscription, EventLog log, Duration heartbeat) {
    this.places = places;
    this.subscription = subscription;
    this.log = log;
    this.heartbeat = heartbeat;
  }

  private static Map<String, Class<?>> events() {
    Map<String, Class<?>> events = new TreeMap<>();
    for (EventType type : EventType.values()) {
      events.put(type.wireName(), EventView.class);
    }
    events.put(RESET, LogReset.class);
    return Collections.unmodifiableMap(events);
  }

  /**
   * A stream of what matches.
   *
   * @param holder who asks for it
   * @param after exclusive; empty for what is committed from now on
   * @throws RequestRefusedException if too many are open
   */
  public Response open(Request holder, EventFilter filter, OptionalLong after) {
    return places.open(holder, outlet -> follow(filter, after, outlet));
  }

  private void follow(EventFilter filter, OptionalLong after, Response.Outlet outlet)
      throws IOException, InterruptedException {
    long last = log.lastSeq();
    long place = after.orElse(last);
    outlet.write(StreamPlaces.bytes(": connected\n\n"));
    if (place > last) {
      outlet.write(StreamPlaces.bytes(reset(last)));
      place = last;
    }
    while (!Thread.currentThread().isInterrupted()) {
      Subscription.Batch batch = subscription.next(filter, place, heartbeat);
      place = batch.lookedUpTo();
      StringBuilder text = new StringBuilder();
      batch.events().forEach(event -> append(text, event));
      outlet.write(StreamPlaces.bytes(text.isEmpty() ? ": heartbeat\n\n" : text.toString()));
    }
  }

  private static void append(StringBuilder text, Event event) {
    text.append("id: ").append(event.seq()).append('\n');
    text.append("event: ").append(event.fact().type().wireName()).append('\n');
    text.append("data: ").append(Json.text(Wire.event(event))).append("\n\n");
  }

  /** The reader knows more than there is: this is not the database that it read from. */
  private static String reset(long last) {
    return "id: %d\nevent: %s\ndata: %s\n\n".formatted(last, RESET, Json.text(new LogReset(last)));
  }
}
