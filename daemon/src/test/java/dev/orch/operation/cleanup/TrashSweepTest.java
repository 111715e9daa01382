package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.DaemonPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the trash is swept, with time that passes when the test says so. */
class TrashSweepTest {
  @TempDir private Path folder;
  private final BlockingQueue<Duration> asked = new LinkedBlockingQueue<>();
  private final SynchronousQueue<String> passed = new SynchronousQueue<>();

  /** The last event that there was at each sweep. */
  private final List<Long> sweeps = new CopyOnWriteArrayList<>();

  private SqliteStore store;
  private Stores stores;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Thread sweeping(Runnable expire) {
    return Thread.ofVirtual()
        .start(
            new TrashSweep(
                expire,
                stores.events(),
                time -> {
                  asked.add(time);
                  passed.take();
                }));
  }

  private void sweep() {
    sweeps.add(stores.events().lastSeq());
  }

  private Duration nextPause() throws InterruptedException {
    Duration next = asked.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private long something() {
    stores
        .transactions()
        .write(() ->
            stores
                .events()
                .append(
                    new NewEvent(
                        EventType.DAEMON_STARTED,
                        Samples.NOON,
                        null,
                        null,
                        0,
                        Actor.DAEMON,
                        new DaemonPayload.Started("1", 1))));
    return stores.events().lastSeq();
  }

  @Test
  void itIsSweptAtOnceAndADayLaterOnceSomethingHasHappened() throws Exception {
    Thread thread = sweeping(this::sweep);
    assertThat(nextPause()).isEqualTo(TrashSweep.DAILY);
    passed.put("a day");

    long used = something();

    assertThat(nextPause()).isEqualTo(TrashSweep.DAILY);
    assertThat(sweeps).containsExactly(0L, used);
    thread.interrupt();
    thread.join();
  }

  @Test
  void whatFailedIsTriedAgainSoon() throws Exception {
    Thread thread =
        sweeping(() -> {
          sweep();
          if (sweeps.size() == 1) {
            throw new IllegalStateException("the disk is busy");
          }
        });
    assertThat(nextPause()).isEqualTo(TrashSweep.AGAIN);
    passed.put("a minute");

    assertThat(nextPause()).isEqualTo(TrashSweep.DAILY);
    assertThat(sweeps).hasSize(2);
    thread.interrupt();
    thread.join();
  }

  @Test
  void anInterruptEndsItWhileItWaits() throws Exception {
    Thread thread = sweeping(this::sweep);
    nextPause();

    thread.interrupt();

    assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    assertThat(sweeps).hasSize(1);
  }
}
