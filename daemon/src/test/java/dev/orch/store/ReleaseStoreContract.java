package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of worktrees that were given up. */
public abstract class ReleaseStoreContract {
  private static final SessionId SESSION = new SessionId("0123456789");
  private static final ReleasedWorktree RELEASED =
      new ReleasedWorktree(SESSION, 3, Instant.ofEpochMilli(1_000), false);

  protected abstract Stores open();

  private static void write(Stores stores, Runnable work) {
    stores.transactions().write(work);
  }

  @Test
  void givesBackWhatWasSaved() {
    Stores stores = open();

    assertThat(stores.releases().find(SESSION)).isEmpty();
    write(stores, () -> stores.releases().save(RELEASED));

    assertThat(stores.releases().find(SESSION)).contains(RELEASED);
  }

  @Test
  void isBackThenForgottenThenReleasedAgain() {
    Stores stores = open();
    write(stores, () -> stores.releases().save(RELEASED));

    write(stores, () -> stores.releases().comeBack(SESSION));
    assertThat(stores.releases().find(SESSION))
        .contains(new ReleasedWorktree(SESSION, 3, RELEASED.at(), true));
    ReleasedWorktree again = new ReleasedWorktree(SESSION, 4, RELEASED.at(), false);
    write(stores, () -> stores.releases().save(again));
    assertThat(stores.releases().find(SESSION)).contains(again);
    write(stores, () -> stores.releases().forget(SESSION));
    write(stores, () -> stores.releases().forget(SESSION));
    write(stores, () -> stores.releases().comeBack(SESSION));

    assertThat(stores.releases().find(SESSION)).isEmpty();
  }

  @Test
  void ofManySessionsThoseWhoseFoldersAreAwayAreTold() {
    Stores stores = open();
    SessionId back = new SessionId("9876543210");
    write(
        stores,
        () -> {
          stores.releases().save(RELEASED);
          stores.releases().save(new ReleasedWorktree(back, 1, RELEASED.at(), false));
          stores.releases().comeBack(back);
        });

    assertThat(stores.releases().away(List.of(back, SESSION, new SessionId("0000000000"))))
        .isEqualTo(Map.of(SESSION, RELEASED.at()));
    assertThat(stores.releases().away(List.of())).isEmpty();
  }

  @Test
  void thoseOfAProjectAreTold() {
    Stores stores = open();
    Session away = new Samples(1).session(Samples.NOON);
    write(
        stores,
        () -> {
          stores.sessions().insert(away);
          stores.releases().save(new ReleasedWorktree(away.id(), 1, RELEASED.at(), false));
          stores.releases().save(RELEASED);
        });

    assertThat(stores.releases().sessionsOf(away.assignment().project()))
        .containsExactly(away.id());
    write(stores, () -> stores.releases().comeBack(away.id()));
    assertThat(stores.releases().sessionsOf(away.assignment().project())).isEmpty();
  }
}
