package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.Receipt;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every {@link Transactions} does. */
public abstract class TransactionsContract extends StoresContract {

  @Test
  void aUnitGivesItsAnswerAndKeepsItsChanges() {
    Project project = samples.project(Samples.NOON);

    String answer =
        stores
            .transactions()
            .write(() -> {
              stores.projects().insert(project);
              return "done";
            });

    assertThat(answer).isEqualTo("done");
    assertThat(stores.projects().find(project.id())).contains(project);
  }

  @Test
  void aUnitThatThrowsKeepsNothingOfAnyStore() {
    Project project = samples.project(Samples.NOON);
    Session session = samples.session(Samples.NOON);
    IllegalArgumentException thrown = new IllegalArgumentException("on purpose");

    assertThatThrownBy(() ->
            write(() -> {
              stores.projects().insert(project);
              stores.sessions().insert(session);
              stores.turns().insert(Samples.turn(session.id(), 1));
              stores.outbox().append(session.id(), 1, List.of("hello"));
              stores.events().append(Samples.said(session, "hello"));
              stores.receipts().insert(new Receipt("k", "h", 200, "{}", Samples.NOON));
              throw thrown;
            }))
        .isSameAs(thrown);

    assertThat(stores.projects().find(project.id())).isEmpty();
    assertThat(stores.sessions().find(session.id())).isEmpty();
    assertThat(stores.turns().listSessionsWithOpenTurn()).isEmpty();
    assertThat(stores.outbox().bytesFrom(session.id(), 1, 0)).isEmpty();
    assertThat(stores.receipts().find("k")).isEmpty();
    assertThat(stores.events().read(EventFilter.ALL, 0, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(stores.events().lastSeq()).isZero();
  }

  @Test
  void aUnitThatWasThrownAwayLeavesTheNextOneAlone() {
    Project project = samples.project(Samples.NOON);
    assertThatThrownBy(() ->
            write(() -> {
              throw new IllegalArgumentException("on purpose");
            }))
        .isInstanceOf(IllegalArgumentException.class);

    write(() -> stores.projects().insert(project));

    assertThat(stores.projects().find(project.id())).contains(project);
  }

  @Test
  void whatAUnitChangedIsSeenInsideItAndNowhereElseUntilItIsKept() throws Exception {
    Project project = samples.project(Samples.NOON);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      write(() -> {
        stores.projects().insert(project);
        assertThat(stores.projects().find(project.id())).isPresent();
        assertThat(stores.transactions().read(() -> stores.projects().find(project.id())))
            .isPresent();
        Future<Boolean> elsewhere =
            threads.submit(() -> stores.projects().find(project.id()).isPresent());
        assertThat(elsewhere).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(false);
      });
    }
    assertThat(stores.projects().find(project.id())).isPresent();
  }

  @Test
  void aChangeOutsideOfAUnitIsRefused() {
    Project project = samples.project(Samples.NOON);

    assertThatThrownBy(() -> stores.projects().insert(project))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            stores
                .transactions()
                .read(() -> {
                  stores.projects().insert(project);
                  return true;
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(stores.projects().find(project.id())).isEmpty();
  }

  @Test
  void unitsDoNotNest() {
    assertThatThrownBy(() -> write(() -> write(() -> {})))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> stores.transactions().read(() -> stores.transactions().write(() -> true)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readsOfOneUnitSeeOneMoment() throws Exception {
    Session session = samples.session(Samples.NOON);
    write(() -> stores.sessions().insert(session));
    Session next = Samples.moved(session, SessionState.RUNNING);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SessionState second =
          stores
              .transactions()
              .read(() -> {
                assertThat(stores.sessions().find(session.id())).contains(session);
                Future<Boolean> written =
                    threads.submit(
                        () -> stores.transactions().write(() -> stores.sessions().replace(next)));
                assertThat(written).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(true);
                return stores.sessions().find(session.id()).orElseThrow().state();
              });
      assertThat(second).isEqualTo(SessionState.CREATED);
    }
    assertThat(stores.sessions().find(session.id())).contains(next);
  }

  @Test
  void onlyOneUnitWritesAtATime() throws Exception {
    AtomicBoolean inside = new AtomicBoolean();
    AtomicBoolean overlapped = new AtomicBoolean();
    int threads = 8;
    CountDownLatch done = new CountDownLatch(threads);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        executor.execute(() -> {
          for (int unit = 0; unit < 50; unit++) {
            write(() -> {
              overlapped.compareAndSet(false, inside.getAndSet(true));
              var _ = stores.events().lastSeq();
              inside.set(false);
            });
          }
          done.countDown();
        });
      }
    }
    assertThat(done.getCount()).isZero();
    assertThat(overlapped).isFalse();
  }

  @Test
  void anOffenceThatIsCaughtInsideTheUnitDoesNotUndoTheRest() {
    Project project = samples.project(Samples.NOON);
    Project other = samples.project(Samples.NOON);

    write(() -> {
      stores.projects().insert(project);
      assertThatThrownBy(() -> stores.projects().insert(project))
          .isInstanceOf(IllegalStateException.class);
      stores.projects().insert(other);
    });

    assertThat(stores.projects().find(project.id())).contains(project);
    assertThat(stores.projects().find(other.id())).contains(other);
  }
}
