package dev.orch.store;

import dev.orch.domain.session.Session;
import org.junit.jupiter.api.BeforeEach;

/** What the suites of all stores share: an empty store before each test. */
abstract class StoresContract {
  protected final Samples samples = new Samples(1);
  protected Stores stores;

  /** Gives empty stores; who implements it closes them after the test. */
  protected abstract Stores open();

  @BeforeEach
  final void openStores() {
    stores = open();
  }

  /** A session that is in the store, for what belongs to one. */
  protected final Session storedSession() {
    Session session = samples.session(Samples.NOON);
    write(() -> stores.sessions().insert(session));
    return session;
  }

  protected final void write(Runnable work) {
    stores.transactions().write(work);
  }
}
