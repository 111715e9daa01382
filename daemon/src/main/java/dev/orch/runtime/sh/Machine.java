package dev.orch.runtime.sh;

/** This machine's processes: to look at, to signal. */
record Machine(Shell shell, ProcessTable table, Signals signals) {
  static Machine open(Shell shell) {
    return new Machine(shell, ProcessTable.open(shell), Signals.open());
  }
}
