package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.schedule.LaunchQueues;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoppingTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Instant LATER = Samples.NOON.plusSeconds(1);

  @TempDir Path folder;
  private SqliteStore store;
  private Stores stores;
  private Session session;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orchestrator.db"), folder);
    stores = store.stores();
    session = new Samples(1).session(Samples.NOON);
    write(() -> {
      stores.sessions().insert(session);
      stores.turns().insert(Samples.turn(session.id(), 1));
    });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void write(Runnable work) {
    stores.transactions().write(work);
  }

  private SessionQueries.@Nullable Stopping stopping() {
    return new SessionQueries(stores, LaunchQueues.unlimited(stores), GRACE)
        .detail(session)
        .stopping()
        .orElse(null);
  }

  @Test
  void aStopShowsTheRungThatItIsOnAndWhenItGoesToTheNext() {
    assertThat(stopping()).isNull();

    write(() -> stores.turns().requestStop(session.id(), 1, Reason.USER, Samples.NOON));
    assertThat(stopping()).isEqualTo(new SessionQueries.Stopping(null, null));

    write(() -> stores.turns().saveRung(session.id(), 1, StopRung.INTERRUPT, LATER));
    assertThat(stopping())
        .isEqualTo(new SessionQueries.Stopping(StopRung.INTERRUPT, LATER.plus(GRACE)));

    write(() -> stores.turns().saveRung(session.id(), 1, StopRung.KILL, LATER));
    assertThat(stopping()).isEqualTo(new SessionQueries.Stopping(StopRung.KILL, null));
  }

  @Test
  void aTurnThatHasEndedIsNotStopping() {
    write(() -> stores.turns().requestStop(session.id(), 1, Reason.USER, Samples.NOON));
    Outcome stopped =
        new Outcome(Outcome.Verdict.STOPPED, Outcome.By.STOP, Reason.USER, null, List.of());
    write(() ->
        stores
            .turns()
            .finish(session.id(), 1, new Turn.End(stopped, null, Usage.NONE, Samples.NOON)));
    assertThat(stopping()).isNull();
  }
}
