package dev.orch;

import dev.orch.environment.UserEnvironment;
import dev.orch.event.Secrets;
import dev.orch.search.Findable;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import dev.orch.store.figures.FigureStore;
import dev.orch.store.sqlite.SqliteStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What finds and counts what is kept. */
record Finding(Findable findable, FigureStore figures) {
  private static final Logger LOG = LoggerFactory.getLogger(Finding.class);

  static Finding over(SqliteStore store, Secrets secrets) {
    return new Finding(new Findable(store.stores(), store.searchIndex(), secrets), store.figures());
  }

  /** Through which everything is kept. */
  Stores stores() {
    return findable.stores();
  }

  /** What an earlier version kept is found too, as the log is: without what the shell tells. */
  void fillIn(UserEnvironment user) {
    try {
      user.awaitShell();
      boolean more = true;
      while (more && !Thread.currentThread().isInterrupted()) {
        more = findable.fillIn();
      }
    } catch (InterruptedException _) {
      return;
    } catch (StoreUnavailableException failure) {
      LOG.warn("not all that is older is found; the next start goes on with it", failure);
    }
  }
}
