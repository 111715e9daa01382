package dev.orch.store.schedule;

import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.SessionId;
import java.util.List;
import java.util.Optional;

/** Which ports are whose. Changes happen inside a {@code Transactions} unit. */
public interface LeaseStore {

  /** What the session holds, or held last. */
  Optional<PortLease> find(SessionId session);

  /** All of them, those that are only remembered too, ascending by port. */
  List<PortLease> list();

  /**
   * Gives the session these ports, instead of any that it held before; a second time it changes
   * nothing.
   *
   * @return false if another session holds them: nothing was changed
   */
  boolean hold(SessionId session, int base);

  /** Lets go of what the session holds, and remembers it; does nothing where it holds none. */
  void giveBack(SessionId session);

  /** Remembers nothing of the session any more. */
  void forget(SessionId session);
}
