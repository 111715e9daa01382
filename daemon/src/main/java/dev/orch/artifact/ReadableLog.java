package dev.orch.artifact;

import dev.orch.domain.event.Event;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.event.Secrets;
import dev.orch.event.Subscription;
import dev.orch.store.EventFilter;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a log for people of every session: {@code tail -f} shows what its agent says and does. It
 * is derived from the events; nothing ever reads it back, and what is lost of it is written again.
 *
 * <p>One thread runs it and owns all of its state.
 */
public final class ReadableLog implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadableLog.class);
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration BEFORE_IT_IS_TRIED_AGAIN = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;
  private static final long UNKNOWN = -1;

  private final Stores stores;
  private final PromptedLines lines;
  private final Subscription subscription;
  private final LogCursor cursor;
  private final Predicate<Path> taken;
  // Sessions whose log lacks something; all others are whole up to the place that is written.
  private final Set<String> behind = new HashSet<>();
  // The same of those whose project is not there, maybe for good: no other waits for them.
  private final Set<String> away = new HashSet<>();

  /**
   * Follows the log of these stores.
   *
   * @param zone times are told in it
   * @param cursor a file of ours that remembers how far the logs are written; its folder is there
   * @param taken whether a project's runtime folder is this installation's; until it is, which the
   *     first launch sees to, nothing is written below it
   */
  public ReadableLog(
      Stores stores, Secrets secrets, ZoneId zone, Path cursor, Predicate<Path> taken) {
    this.stores = stores;
    this.taken = taken;
    this.lines = new PromptedLines(stores, secrets, zone);
    this.subscription = new Subscription(stores.events());
    this.cursor = new LogCursor(cursor);
  }

  /** Makes good what an earlier daemon did not write, then writes until it is interrupted. */
  @Override
  public void run() {
    long written = UNKNOWN;
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        written = written == UNKNOWN ? catchUp() : follow(written);
        told = false;
      } catch (RuntimeException e) {
        if (!told) {
          LOG.warn("What happened cannot be read for the readable logs; it is tried again.", e);
        }
        told = true;
        // Some of the sessions may be written already: compare rather than append again.
        written = UNKNOWN;
        LockSupport.parkNanos(BEFORE_IT_IS_TRIED_AGAIN.toNanos());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long catchUp() {
    long end = stores.events().lastSeq();
    LogCursor.Place before = placeBefore(end);
    long written = before.seq();
    Set<String> changed = written == 0 ? new LinkedHashSet<>() : sessionsBetween(written, end);
    changed.addAll(before.away());
    away.clear();
    forEachSession(session -> {
      if (written == 0 || changed.contains(session.id().value()) || !file(session).exists()) {
        attempt(session.id().value(), () -> makeWhole(session, end));
      }
    });
    remember(end);
    return end;
  }

  private long follow(long written) throws InterruptedException {
    Subscription.Batch batch = subscription.next(EventFilter.ALL, written, IDLE);
    Map<String, List<Event>> bySession = new LinkedHashMap<>();
    for (Event event : batch.events()) {
      String session = event.fact().session();
      if (session != null) {
        bySession.computeIfAbsent(session, _ -> new ArrayList<>()).add(event);
      }
    }
    bySession.forEach((id, events) -> attempt(id, () -> write(id, events, batch.lookedUpTo())));
    if (batch.lookedUpTo() > written) {
      remember(batch.lookedUpTo());
    }
    return batch.lookedUpTo();
  }

  private void write(String id, List<Event> events, long upTo) throws IOException {
    Session session = stores.sessions().find(new SessionId(id)).orElse(null);
    if (session == null || session.state() == SessionState.DELETED) {
      return;
    }
    if (behind.contains(id) || away.contains(id) || !file(session).exists()) {
      makeWhole(session, upTo);
      return;
    }
    List<String> added = events.stream().flatMap(e -> lines.of(session, e).stream()).toList();
    if (!added.isEmpty()) {
      file(session).append(added);
    }
  }

  private void makeWhole(Session session, long upTo) throws IOException {
    Path runtimeFolder = session.place().log().resolve("../..").normalize();
    if (!taken.test(runtimeFolder)) {
      throw new NoSuchFileException(runtimeFolder.toString());
    }
    file(session).makeEqual(writer -> writeAll(session, upTo, writer));
  }

  private void writeAll(Session session, long upTo, BufferedWriter writer) throws IOException {
    EventFilter filter = new EventFilter(null, session.id().value(), List.of());
    List<Event> page = stores.events().read(filter, 0, upTo + 1, AT_ONCE);
    while (!page.isEmpty()) {
      for (Event event : page) {
        for (String line : lines.of(session, event)) {
          writer.write(line);
          writer.write('\n');
        }
      }
      page = stores.events().read(filter, page.getLast().seq(), upTo + 1, AT_ONCE);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  /** Whatever goes wrong with one session's log stays with it; a store that is away is no one's. */
  private void attempt(String id, Writing writing) {
    try {
      writing.write();
      behind.remove(id);
      away.remove(id);
    } catch (ClosedByInterruptException _) {
      behind.add(id);
    } catch (NoSuchFileException e) {
      behind.remove(id);
      away.add(id);
      LOG.debug("The folder of a readable log is not there. session={} {}", id, e.getMessage());
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (behind.add(id)) {
        LOG.warn("A readable log cannot be written; it will be made good. session={}", id, e);
      }
    }
  }

  /**
   * While a log lacks something the old place stays: a new daemon looks again from there. What is
   * away is remembered by name.
   */
  private void remember(long seq) {
    if (!behind.isEmpty()) {
      return;
    }
    try {
      cursor.write(new LogCursor.Place(seq, away));
    } catch (ClosedByInterruptException _) {
      // The end of this daemon: the next one compares from the old place.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("How far the readable logs are written cannot be recorded.", e);
    }
  }

  private LogCursor.Place placeBefore(long end) {
    try {
      LogCursor.Place before = cursor.read();
      return before.seq() > end ? LogCursor.Place.UNKNOWN : before;
    } catch (IOException e) {
      LOG.warn("How far the readable logs are written is not known; all are compared.", e);
      return LogCursor.Place.UNKNOWN;
    }
  }

  private Set<String> sessionsBetween(long after, long end) {
    Set<String> sessions = new LinkedHashSet<>();
    List<Event> page = stores.events().read(EventFilter.ALL, after, end + 1, AT_ONCE);
    while (!page.isEmpty()) {
      for (Event event : page) {
        if (event.fact().session() != null) {
          sessions.add(event.fact().session());
        }
      }
      page = stores.events().read(EventFilter.ALL, page.getLast().seq(), end + 1, AT_ONCE);
    }
    return sessions;
  }

  private void forEachSession(Consumer<Session> reader) {
    Page.Key after = null;
    do {
      Page<Session> page =
          stores.sessions().list(SessionStore.Filter.ALL, new Page.Request(AT_ONCE, after));
      page.items().stream().filter(s -> s.state() != SessionState.DELETED).forEach(reader);
      after = page.next();
    } while (after != null && !Thread.currentThread().isInterrupted());
  }

  private static LogFile file(Session session) {
    return new LogFile(session.place().log());
  }
}
