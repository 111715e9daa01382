package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread per session, none after the close, and no wake is lost. */
@Timeout(120)
class LiveSessionsTest {
  private static final SessionId ID = new SessionId("0000000001");

  /** What the bodies have done, in order. */
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  private String next() throws InterruptedException {
    String said = done.poll(20, TimeUnit.SECONDS);
    assertThat(said).isNotNull();
    return said;
  }

  private static void awaitNone(LiveSessions live) {
    while (live.count() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aWakeDuringTheLastLookMakesTheThreadLookAgain() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    LiveSessions live =
        new LiveSessions(own -> {
          do {
            done.add("looked");
            awaitUninterrupted(woken);
          } while (!own.retire());
          done.add("retired");
        });
    live.wake(ID);
    assertThat(next()).isEqualTo("looked");
    live.wake(ID);
    woken.countDown();
    assertThat(next()).isEqualTo("looked");
    assertThat(next()).isEqualTo("retired");
    awaitNone(live);
    live.close();
  }

  @Test
  void whatWasMissedBeforeSomebodyListenedIsSaidAtOnce() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    LiveSessions live =
        new LiveSessions(own -> {
          done.add("began");
          awaitUninterrupted(woken);
          own.onWake(() -> done.add("nudged"));
          own.onWake(() -> {});
          own.retire();
          own.retire();
        });
    live.wake(ID);
    assertThat(next()).isEqualTo("began");
    live.wake(ID);
    woken.countDown();
    assertThat(next()).isEqualTo("nudged");
    awaitNone(live);
    live.close();
  }

  @Test
  void aWakeCutsAPauseShortAndAnEarlierOneOnlyTheNext() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    LiveSessions live =
        new LiveSessions(own -> {
          done.add("began");
          awaitUninterrupted(woken);
          pause(own);
          done.add("looked");
          pause(own);
          own.retire();
          done.add("retired");
        });
    live.wake(ID);
    assertThat(next()).isEqualTo("began");
    live.wake(ID);
    woken.countDown();
    assertThat(next()).isEqualTo("looked");
    assertThat(live.count()).isOne();
    live.wake(ID);
    assertThat(next()).isEqualTo("retired");
    awaitNone(live);
    live.close();
  }

  @Test
  void theCloseEndsAPause() throws InterruptedException {
    LiveSessions live =
        new LiveSessions(own -> {
          done.add("began");
          pause(own);
          done.add("ended");
          own.abandon();
        });
    live.wake(ID);
    assertThat(next()).isEqualTo("began");
    live.close();
    assertThat(next()).isEqualTo("ended");
  }

  private static void pause(LiveSessions.Live own) {
    try {
      own.pause(Duration.ofHours(1));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFailedThreadThatWasWokenBeginsAnew() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    AtomicInteger began = new AtomicInteger();
    LiveSessions live =
        new LiveSessions(own -> {
          done.add("began " + began.incrementAndGet());
          awaitUninterrupted(woken);
          own.abandon();
        });
    live.wake(ID);
    assertThat(next()).isEqualTo("began 1");
    live.wake(ID);
    woken.countDown();
    assertThat(next()).isEqualTo("began 2");
    awaitNone(live);
    assertThat(done).isEmpty();
    live.close();
  }

  @Test
  void closeInterruptsAndWaitsAndNothingBeginsAfterwards() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    LiveSessions live =
        new LiveSessions(own -> {
          done.add("began");
          try {
            never.await();
          } catch (InterruptedException _) {
            done.add("ended");
          } finally {
            own.abandon();
          }
        });
    live.wake(ID);
    assertThat(next()).isEqualTo("began");
    live.wake(ID);
    live.close();
    live.wake(ID);
    assertThat(done).containsExactly("ended");
    assertThat(live.count()).isZero();
  }

  @RepeatedTest(50)
  void whoeverBeginsWhileItClosesHasEndedWhenItIsClosed() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    LiveSessions live =
        new LiveSessions(own -> {
          running.incrementAndGet();
          try {
            never.await();
          } catch (InterruptedException _) {
            LockSupport.parkNanos(1_000_000);
          } finally {
            running.decrementAndGet();
            own.abandon();
          }
        });
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> wakers =
        IntStream.range(0, 8)
            .mapToObj(i -> Thread.ofVirtual().start(() -> wakeAll(live, go, i)))
            .toList();
    go.countDown();
    live.close();
    int left = running.get();
    for (Thread waker : wakers) {
      waker.join();
    }
    assertThat(left).isZero();
    assertThat(running).hasValue(0);
    assertThat(live.count()).isZero();
  }

  private static void wakeAll(LiveSessions live, CountDownLatch go, int waker) {
    awaitUninterrupted(go);
    for (int i = 0; i < 20; i++) {
      live.wake(new SessionId("00000000" + (10 + waker)));
      live.wake(new SessionId("00000000" + (20 + i)));
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
