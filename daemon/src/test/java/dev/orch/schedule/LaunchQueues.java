package dev.orch.schedule;

import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;

/** Queues for tests. */
public final class LaunchQueues {
  private static final int PLENTY = 1000;

  private LaunchQueues() {}

  /** Nobody ever waits. */
  public static LaunchQueue unlimited(Stores stores) {
    return limited(stores, PLENTY);
  }

  /** So many run at once; memory is not looked at. */
  public static LaunchQueue limited(Stores stores, int sessions) {
    return new LaunchQueue(
        stores,
        new Limits(sessions, Map.of(), 0),
        OptionalLong::empty,
        _ -> true,
        InstantSource.system());
  }
}
