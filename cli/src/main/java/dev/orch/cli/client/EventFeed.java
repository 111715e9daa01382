package dev.orch.cli.client;

import dev.orch.api.ApiPath;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.process.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /** The daemon sends a heartbeat every 15 seconds. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DaemonClient daemon;
  private final String filters;
  private final Consumer<String> notice;
  private final Duration atMost;
  private long last;
  private boolean answered;

  /**
   * Reads the log of this daemon.
   *
   * @param filters the query's names but {@code after} and {@code limit}
   * @param after the sequence number to go on behind; 0 for the whole log
   * @param notice told when the connection is lost
   */
  public EventFeed(DaemonClient daemon, UrlQuery filters, long after, Consumer<String> notice) {
    this(daemon, filters, after, notice, PATIENCE);
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

  /** What is in the log now, oldest first. */
  public List<StreamedEvent> recorded() {
    UrlQuery query = new UrlQuery().add("after", last);
    List<StreamedEvent> events =
        daemon.all(ApiPath.EVENTS, joined(query), JsonNode.class).stream()
            .map(StreamedEvent::new)
            .toList();
    if (!events.isEmpty()) {
      last = events.getLast().seq();
    }
    return events;
  }

  /**
   * Hands over what comes, until {@code more} says that it was enough or this thread, a virtual
   * one, is interrupted.
   *
   * @throws NoDaemonException if there is no daemon for a minute
   */
  public void follow(Predicate<StreamedEvent> more) {
    Waiting patience = new Waiting(atMost);
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      long before = last;
      answered = false;
      try {
        if (!once(more)) {
          return;
        }
        if (last < before) {
          continue; // another log, and this connection was at the end of it
        }
      } catch (NoDaemonException e) {
        if (!answered && patience.isOver()) {
          throw e;
        }
      } catch (IOException | UncheckedIOException e) {
        if (Thread.currentThread().isInterrupted()) {
          return; // which is how a virtual thread that reads gets to know
        }
        if (!answered && patience.isOver()) {
          throw DaemonClient.silent(e);
        }
      }
      if (answered) {
        patience = new Waiting(atMost);
        told = false;
      }
      if (!told) {
        notice.accept(LOST);
        told = true;
      }
      patience.pause();
    }
  }

  private boolean once(Predicate<StreamedEvent> more) throws IOException {
    return daemon.stream(
        ApiPath.EVENT_STREAM.with() + joined(new UrlQuery().add("after", last)),
        Map.of("Accept", "text/event-stream", "Last-Event-ID", Long.toString(last)),
        SILENCE,
        body -> handOver(body, more));
  }

  /** Whether more is wanted when the stream has ended. */
  private boolean handOver(InputStream body, Predicate<StreamedEvent> more) {
    answered = true;
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    StringBuilder data = new StringBuilder();
    String type = "";
    try {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          data.append(data.isEmpty() ? "" : "\n").append(value(line));
        } else if (line.startsWith("event:")) {
          type = value(line);
        } else if (line.isEmpty()) {
          if (type.equals("reset")) {
            last = 0;
            notice.accept(
                "the event log is another one than before; it is read from its beginning");
            return true;
          }
          if (!dispatch(data.toString(), more)) {
            return false;
          }
          data.setLength(0);
          type = "";
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private boolean dispatch(String data, Predicate<StreamedEvent> more) {
    if (data.isEmpty()) {
      return true;
    }
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

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
