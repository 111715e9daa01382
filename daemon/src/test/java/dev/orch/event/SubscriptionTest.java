package dev.orch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.store.EventFilter;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final EventFilter DAEMONS = new EventFilter(null, null, List.of("daemon.*"));
  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private Subscription subscription;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    subscription = new Subscription(stores.events());
  }

  @Test
  void whatIsThereIsGivenAtOnce() throws InterruptedException {
    process();
    daemon();

    Subscription.Batch batch = subscription.next(EventFilter.ALL, 0, Duration.ZERO);

    assertThat(batch.events()).extracting(Event::seq).containsExactly(1L, 2L);
    assertThat(batch.lookedUpTo()).isEqualTo(2);
  }

  @Test
  void aReaderOfAFilterMakesProgressAlthoughNothingMatches() throws InterruptedException {
    process();
    process();

    Subscription.Batch batch = subscription.next(DAEMONS, 0, Duration.ofMillis(1));

    assertThat(batch.events()).isEmpty();
    assertThat(batch.lookedUpTo()).isEqualTo(2);
  }

  @Test
  void whatMatchesIsWaitedForPastWhatDoesNot() throws Exception {
    Thread writer =
        Thread.ofVirtual()
            .unstarted(() -> {
              process();
              process();
              daemon();
              process();
            });
    writer.start();

    Subscription.Batch batch = subscription.next(DAEMONS, 0, LONG);
    writer.join();

    assertThat(batch.events()).extracting(Event::seq).containsExactly(3L);
    assertThat(batch.lookedUpTo()).isBetween(3L, 4L);
    assertThat(subscription.next(DAEMONS, batch.lookedUpTo(), Duration.ZERO))
        .isEqualTo(new Subscription.Batch(List.of(), 4));
  }

  @Test
  void aReaderFarBehindGetsEverythingOnceAndInOrder() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      process();
    }
    List<Long> seen = new ArrayList<>();
    long after = 0;
    Subscription.Batch batch = subscription.next(EventFilter.ALL, after, Duration.ZERO);
    while (!batch.events().isEmpty()) {
      batch.events().forEach(e -> seen.add(e.seq()));
      after = batch.lookedUpTo();
      batch = subscription.next(EventFilter.ALL, after, Duration.ZERO);
    }

    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
  }

  @Test
  void aReaderAheadOfTheLogStaysWhereItIs() throws InterruptedException {
    process();

    assertThat(subscription.next(EventFilter.ALL, 40, Duration.ofMillis(1)))
        .isEqualTo(new Subscription.Batch(List.of(), 40));
  }

  @Test
  void anInterruptEndsTheWaiting() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> subscription.next(EventFilter.ALL, 0, LONG))
        .isInstanceOf(InterruptedException.class);
  }

  private void process() {
    append(EventType.PROCESS_EXITED, new ProcessPayload.Exited(0));
  }

  private void daemon() {
    append(EventType.DAEMON_STARTED, new DaemonPayload.Started("0.1.0", 17));
  }

  private void append(EventType type, EventPayload payload) {
    Instant at = Instant.parse("2026-01-02T03:04:05Z");
    NewEvent event = new NewEvent(type, at, null, null, 0, Actor.DAEMON, payload);
    stores.transactions().write(() -> stores.events().append(event));
  }
}
