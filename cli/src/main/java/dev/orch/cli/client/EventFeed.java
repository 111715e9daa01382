package dev.orch.cli.client;

import dev.orch.api.ApiPath;
import dev.orch.cli.failure.NoDaemonException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The event log from a place on: what is there, then what comes, without gap or double, through
 * restarts of the daemon.
 */
public final class EventFeed {
  /** What is said while there is no daemon to hear from. */
  public static final String LOST = "connection to the daemon lost, waiting for it to come back";

  private final DaemonClient daemon;
  private final String filters;
  private final Consumer<String> notice;
  private final Duration atMost;
  private long last;

  /**
   * Reads the log of this daemon.
   *
   * @param filters the query's names but {@code after} and {@code limit}
   * @param after the sequence number to go on behind; 0 for the whole log
   * @param notice told when the connection is lost
   */
  public EventFeed(DaemonClient daemon, UrlQuery filters, long after, Consumer<String> notice) {
    this(daemon, filters, after, notice, LiveStream.PATIENCE);
  }

  /** As the other one, with less or more patience while there is no daemon. */
  EventFeed(
      DaemonClient daemon, UrlQuery filters, long after, Consumer<String> notice, Duration atMost) {
    this.daemon = daemon;
    this.filters = filters.toString();
    this.last = after;
    this.notice = notice;
    this.atMost = atMost;
  }

  /** Hands over what is in the log now, oldest first, as it is read. */
  public void read(Consumer<StreamedEvent> reader) {
    UrlQuery query = joined(new UrlQuery().add("after", last));
    daemon.each(ApiPath.EVENTS, query, JsonNode.class, json -> take(json, reader));
  }

  /**
   * Hands over the newest of what is in the log now, oldest first; what comes stands behind it.
   *
   * @param limit how many at most, 1–500; null for as many as a page usually holds
   */
  public void readNewest(@Nullable Integer limit, Consumer<StreamedEvent> reader) {
    UrlQuery query = joined(new UrlQuery().add("before", Long.MAX_VALUE).add("limit", limit));
    daemon
        .get(ApiPath.EVENTS.with() + query)
        .pageOf(JsonNode.class)
        .items()
        .forEach(json -> take(json, reader));
  }

  private void take(JsonNode json, Consumer<StreamedEvent> reader) {
    StreamedEvent event = new StreamedEvent(json);
    reader.accept(event);
    last = event.seq();
  }

  /**
   * Hands over what comes, until {@code more} says that it was enough or this thread, a virtual
   * one, is interrupted.
   *
   * @throws NoDaemonException if there is no daemon for a minute
   */
  public void follow(Predicate<StreamedEvent> more) {
    new LiveStream(daemon, notice, atMost)
        .follow(
            new LiveStream.Listener() {
              @Override
              public String target() {
                return ApiPath.EVENT_STREAM.with() + joined(new UrlQuery().add("after", last));
              }

              @Override
              public long place() {
                return last;
              }

              @Override
              public LiveStream.Then take(LiveStream.Message message) {
                if (message.type().equals("reset")) {
                  last = 0;
                  notice.accept(
                      "the event log is another one than before; it is read from its beginning");
                  return LiveStream.Then.REOPEN;
                }
                return dispatch(message.data(), more) ? LiveStream.Then.GO_ON : LiveStream.Then.END;
              }
            });
  }

  private boolean dispatch(String data, Predicate<StreamedEvent> more) {
    StreamedEvent event = new StreamedEvent(Json.read(data, JsonNode.class));
    if (event.seq() <= last) {
      return true;
    }
    boolean wanted = more.test(event);
    last = event.seq(); // one that could not be taken comes again
    return wanted;
  }

  private UrlQuery joined(UrlQuery query) {
    return query.append(filters);
  }
}
