package dev.orch.store.sqlite;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.Usage;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that raises one session's count of turns and appends one event in each unit, for ever,
 * and prints the count once it is kept.
 */
final class WritesUntilKilled {
  private WritesUntilKilled() {}

  /** Arguments: the database, the state folder. */
  public static void main(String[] args) {
    try (SqliteStore store = SqliteStore.open(Path.of(args[0]), Path.of(args[1]))) {
      Stores stores = store.stores();
      Session session =
          stores
              .transactions()
              .write(() -> {
                Session fresh = new Samples(3).session(Samples.NOON);
                return stores
                    .sessions()
                    .find(fresh.id())
                    .orElseGet(() -> {
                      stores.sessions().insert(fresh);
                      return fresh;
                    });
              });
      while (true) {
        Session next = counted(session);
        stores
            .transactions()
            .write(() -> {
              stores.sessions().replace(next);
              stores.events().append(Samples.said(next, "x".repeat(3000)));
            });
        System.out.println(next.progress().turnCount());
        session = next;
      }
    }
  }

  private static Session counted(Session session) {
    return new Session(
        session.id(),
        session.assignment(),
        session.place(),
        session.standing(),
        new Session.Progress(
            session.progress().turnCount() + 1, null, null, null, null, List.of(), Usage.NONE),
        session.times(),
        session.version() + 1);
  }
}
