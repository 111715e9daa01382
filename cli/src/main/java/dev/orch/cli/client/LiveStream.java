package dev.orch.cli.client;

import dev.orch.cli.failure.HungDaemonException;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.process.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of the daemon that is taken up again wherever it is lost, also through its restarts. */
final class LiveStream {
  /** How long one waits for a daemon that is away. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DaemonClient daemon;
  private final Consumer<String> notice;
  private final Duration atMost;
  private boolean answered;

  /**
   * Listens to this daemon.
   *
   * @param notice told when the connection is lost
   * @param atMost how long to wait while there is no daemon
   */
  LiveStream(DaemonClient daemon, Consumer<String> notice, Duration atMost) {
    this.daemon = daemon;
    this.notice = notice;
    this.atMost = atMost;
  }

  /**
   * What comes over a stream.
   *
   * @param id empty if it has none
   * @param type empty if it says none
   */
  record Message(String id, String type, String data) {}

  /** What is to be done when a message was taken. */
  enum Then {
    /** Wait for the next. */
    GO_ON,
    /** Open the stream once more, at another place. */
    REOPEN,
    /** Listen no longer. */
    END
  }

  /** Who listens, and knows the place to go on at. */
  interface Listener {
    /** Where the stream is, from the place on. */
    String target();

    /** The place as the stream counts. */
    long place();

    /** Takes the next message, which comes again if this throws. */
    Then take(Message message);
  }

  /**
   * Hands over what comes, until the listener ends it or this thread, a virtual one, is
   * interrupted.
   *
   * @throws NoDaemonException if there is no daemon for too long, or it is hung
   */
  void follow(Listener listener) {
    Waiting patience = new Waiting(atMost);
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      answered = false;
      try {
        switch (once(listener)) {
          case END -> {
            return;
          }
          case REOPEN -> {
            continue;
          }
          case GO_ON -> {}
        }
      } catch (HungDaemonException e) {
        throw e; // there is one, and it does not come back by itself
      } catch (NoDaemonException e) {
        if (!answered && patience.isOver()) {
          throw e;
        }
      } catch (IOException | UncheckedIOException e) {
        if (Thread.currentThread().isInterrupted()) {
          return; // which is how a virtual thread that reads gets to know
        }
        if (!answered && patience.isOver()) {
          throw daemon.silent(e);
        }
      }
      if (answered) {
        patience = new Waiting(atMost);
        told = false;
      }
      if (!told) {
        notice.accept(EventFeed.LOST);
        told = true;
      }
      patience.pause();
    }
  }

  private Then once(Listener listener) throws IOException {
    return daemon.stream(
        listener.target(),
        Map.of("Accept", "text/event-stream", "Last-Event-ID", Long.toString(listener.place())),
        body -> handOver(body, listener));
  }

  /** What is to be done when the stream has ended. */
  private Then handOver(InputStream body, Listener listener) {
    answered = true;
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    StringBuilder data = new StringBuilder();
    String id = "";
    String type = "";
    try {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          data.append(data.isEmpty() ? "" : "\n").append(value(line));
        } else if (line.startsWith("event:")) {
          type = value(line);
        } else if (line.startsWith("id:")) {
          id = value(line);
        } else if (line.isEmpty()) {
          Then then =
              data.isEmpty() ? Then.GO_ON : listener.take(new Message(id, type, data.toString()));
          if (then != Then.GO_ON) {
            return then;
          }
          data.setLength(0);
          id = "";
          type = "";
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Then.GO_ON;
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
