package dev.orch.session;

import dev.orch.domain.project.RandomIds;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * The verbs of sessions whose threads end as soon as they begin: everything is recorded, nothing is
 * launched.
 */
public final class QuietSessions {
  private QuietSessions() {}

  /** Over these stores; ids are different at every call. */
  public static SessionService over(Stores stores, InstantSource clock) {
    RandomIds ids = new RandomIds(RandomGenerator.getDefault());
    SessionLedger ledger = new SessionLedger(stores, clock);
    Admission admission = new Admission(stores, ledger, ids, clock);
    LiveSessions live = new LiveSessions(QuietSessions::end);
    return new SessionService(
        stores,
        ledger,
        admission,
        new FollowUps(stores, ledger, admission, clock),
        new SessionMaker(ledger, admission, new SessionPlaces(".orchestrator", null), ids, clock),
        live,
        clock);
  }

  private static void end(LiveSessions.Live live) {
    boolean ended = false;
    while (!ended) {
      ended = live.retire();
    }
  }
}
