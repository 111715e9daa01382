package dev.orch.schedule;

import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.SessionId;
import dev.orch.store.Stores;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Gives each session ports of its own, so that the servers that its agent starts meet nobody
 * else's. A lease is committed before a process hears of it, and outlives a crash.
 */
public final class PortLeases {
  private final Stores stores;
  private final IntPredicate isFree;

  /**
   * Over these stores.
   *
   * @param isFree whether nobody listens on a port of this machine
   */
  public PortLeases(Stores stores, IntPredicate isFree) {
    this.stores = stores;
    this.isFree = isFree;
  }

  /**
   * Sees to it that the session holds ports: those that it holds, else those that it held last if
   * nobody else has them, else others. Called outside of a unit, since ports are tried.
   *
   * @return empty if there are none left
   */
  public Optional<PortLease> lease(SessionId session) {
    Optional<PortLease> before = find(session);
    if (before.isPresent()) {
      return before;
    }
    for (int base : inOrder(session)) {
      boolean free = IntStream.range(base, base + PortLease.COUNT).allMatch(isFree);
      if (free && stores.transactions().write(() -> stores.leases().hold(session, base))) {
        return find(session);
      }
    }
    return Optional.empty();
  }

  /** What the session holds. */
  public Optional<PortLease> find(SessionId session) {
    return stores.leases().find(session).filter(PortLease::held);
  }

  /** The session's own first; then those that nobody remembers, so that others get theirs again. */
  private List<Integer> inOrder(SessionId session) {
    Set<Integer> held = new HashSet<>();
    Map<Integer, Integer> remembering = new HashMap<>();
    int own = -1;
    for (PortLease lease : stores.leases().list()) {
      if (lease.held()) {
        held.add(lease.base());
      } else if (lease.session().equals(session)) {
        own = lease.base();
      } else {
        remembering.merge(lease.base(), 1, Integer::sum);
      }
    }
    int last = own;
    return IntStream.iterate(
            PortLease.FIRST,
            base -> base + PortLease.COUNT - 1 <= PortLease.LAST,
            base -> base + PortLease.COUNT)
        .boxed()
        .filter(base -> !held.contains(base))
        .sorted(
            Comparator.comparingInt(
                    (Integer base) -> base == last ? -1 : remembering.getOrDefault(base, 0))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
