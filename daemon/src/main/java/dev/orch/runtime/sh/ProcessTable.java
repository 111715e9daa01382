package dev.orch.runtime.sh;

import dev.orch.runtime.ProcessRecord;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine. Any thread may ask. */
interface ProcessTable {

  /** What this machine has: the kernel's {@code /proc}, or {@code ps}. */
  static ProcessTable open(Shell shell) {
    return Files.isReadable(shell.proc().resolve("self/stat"))
        ? new ProcFileTable(shell.proc())
        : PsTable.open(shell);
  }

  /** Names this start of the machine. */
  String bootId();

  /**
   * A living process as the system lists it; a zombie is none.
   *
   * @param group of its process group
   * @param session of its process session, 0 where it is not known
   * @param start in this table's unit
   */
  record Entry(long pid, long parent, long group, long session, long start) {}

  /** All that live and may be looked at. */
  List<Entry> list();

  /** Whether this very process lives: not another one with its number, and no zombie. */
  boolean isAlive(long pid, long start);

  /** Whether the number is still this very process's, alive or zombie: cheap, for each signal. */
  boolean isStill(long pid, long start);

  /** Whether two starts of one process id are the same one. */
  boolean sameStart(long one, long other);

  /** Ids of those with exactly this {@code NAME=value} in the environment they began with. */
  Set<Long> carrying(String assignment);

  /**
   * The environment that a process began with; empty if there is none of this number, it is someone
   * else's, or this table cannot tell.
   */
  Map<String, String> environment(long pid);

  /** Ids of those that have these two arguments next to each other. */
  Set<Long> withArguments(String first, String second);

  /** Names the process that has this number now; empty if none lives. */
  default Optional<ProcessRecord> record(long pid) {
    return find(pid).map(entry -> new ProcessRecord(bootId(), pid, entry.start()));
  }

  /** The one that has this number now, if it lives. */
  Optional<Entry> find(long pid);

  /** Whether it lives, in this start of the machine. */
  default boolean isAlive(ProcessRecord record) {
    return record.bootId().equals(bootId()) && isAlive(record.pid(), record.startTicks());
  }
}
