package dev.orch.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** How long an agent has waited for people so far. Several requests at once are one wait. */
final class Waits {
  private final Set<String> open = new HashSet<>();
  private Duration before = Duration.ZERO;
  private Instant since = Instant.EPOCH;

  /** A request begins to wait. */
  void begin(String request, Instant at) {
    if (open.isEmpty()) {
      since = at;
    }
    open.add(request);
  }

  /** It waits no more. */
  void end(String request, Instant at) {
    Duration all = until(at);
    if (open.remove(request) && open.isEmpty()) {
      before = all;
    }
  }

  /** All of it until then. */
  Duration until(Instant at) {
    return open.isEmpty() ? before : before.plus(Duration.between(since, at));
  }
}
