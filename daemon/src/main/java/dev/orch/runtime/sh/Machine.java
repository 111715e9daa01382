package dev.orch.runtime.sh;

import java.util.Set;

/**
 * This machine's processes: to look at, to signal, to spare.
 *
 * @param spared process ids that nothing here ever signals; this daemon and those that it descends
 *     from are spared anyhow
 */
record Machine(Shell shell, ProcessTable table, Signals signals, Set<Long> spared) {
  static Machine open(Shell shell, Set<Long> spared) {
    return new Machine(shell, ProcessTable.open(shell), Signals.open(), Set.copyOf(spared));
  }
}
