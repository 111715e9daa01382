package dev.orch.session;

import dev.orch.domain.project.Installation;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.schedule.LaunchQueues;
import dev.orch.store.Stores;
import java.nio.file.Path;
import java.time.InstantSource;

/** The verbs of sessions over a real store: everything is recorded, nothing is launched. */
public final class QuietSessions {
  private QuietSessions() {}

  /** A session's thread ends as soon as it begins. */
  public static SessionService over(Stores stores, RandomIds ids, InstantSource clock) {
    SessionLedger ledger = new SessionLedger(stores, clock);
    Admission admission = new Admission(stores, ledger, LaunchQueues.unlimited(stores), ids, clock);
    return new SessionService(
        stores,
        ledger,
        admission,
        new FollowUps(stores, ledger, admission, clock),
        new SessionMaker(
            ledger,
            admission,
            new SessionPlaces(
                new RuntimeFolder(".orchestrator", new Installation("ours", Path.of("/ours")))),
            ids,
            clock),
        new LiveSessions(QuietSessions::end),
        clock);
  }

  private static void end(LiveSessions.Live live) {
    boolean ended = false;
    while (!ended) {
      ended = live.retire();
    }
  }
}
