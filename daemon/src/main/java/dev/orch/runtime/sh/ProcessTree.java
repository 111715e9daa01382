package dev.orch.runtime.sh;

import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.StopOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Everything that a root process brought into being, as far as it can be found: what descends from
 * it, shares its process session or group, is known to belong to it for another reason, such as a
 * marker in its environment, or was found before and still lives. A process is only ever taken for
 * what was recorded if it started at the same time; and a session or a group is only taken for the
 * root's if the root was seen alive or one that is certainly in the tree is in it, and nobody who
 * is protected. One thread uses it.
 */
final class ProcessTree {
  private static final int ROUNDS = 50;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

  private final Machine machine;
  private final ProcessTable table;
  private final Supplier<Set<Long>> known;
  private final Supplier<Optional<ProcessRecord>> root;
  private final Set<Long> spared;
  private final Map<Long, ProcessTable.Entry> remembered = new HashMap<>();

  /** Whether the root itself was found: its number is not another's so soon after. */
  private boolean rootSeen;

  /**
   * Looks at nothing yet.
   *
   * @param known process ids of those that belong to it whatever their root and parent
   * @param root empty as long as it is not known
   * @param spared process ids that are never in the tree, beside this daemon and those that it
   *     descends from
   */
  ProcessTree(
      Machine machine,
      Supplier<Set<Long>> known,
      Supplier<Optional<ProcessRecord>> root,
      Set<Long> spared) {
    this.machine = machine;
    this.table = machine.table();
    this.known = known;
    this.root = root;
    this.spared = Set.copyOf(spared);
  }

  /**
   * The scripts of a run, told by their arguments, with what they run themselves. The supervisor's
   * group is theirs too: a supervisor that was killed leaves its feeder in it. One that has not yet
   * left the daemon's group is taken alone.
   */
  static ProcessTree ofScripts(Machine machine, RunDirectory directory) {
    ProcessTable table = machine.table();
    String folder = directory.folder().toString();
    String shell = machine.shell().program().toString();
    Supplier<Set<Long>> scripts =
        () -> {
          Set<Long> pids = new HashSet<>(table.withArguments(folder, shell));
          pids.addAll(table.withArguments(folder, table.bootId()));
          return pids;
        };
    return new ProcessTree(machine, scripts, directory::supervisor, Set.of());
  }

  /** What lives of it now. */
  Collection<ProcessTable.Entry> look() {
    Map<Long, ProcessTable.Entry> living = new HashMap<>();
    table.list().forEach(entry -> living.put(entry.pid(), entry));
    Map<Long, ProcessTable.Entry> guarded = new HashMap<>(living);
    guarded.keySet().retainAll(protectedFrom(living));
    living.keySet().removeAll(guarded.keySet());
    Map<Long, ProcessTable.Entry> found = new HashMap<>(living);
    found.keySet().retainAll(certain(living));
    grow(found, living.values(), guarded.values());
    remembered.keySet().retainAll(living.keySet());
    remembered.putAll(found);
    return List.copyOf(found.values());
  }

  /** This daemon, who started it, and who else is to be spared. */
  private Set<Long> protectedFrom(Map<Long, ProcessTable.Entry> living) {
    Set<Long> pids = new HashSet<>(spared);
    long own = ProcessHandle.current().pid();
    for (ProcessTable.Entry entry = living.get(own);
        entry != null;
        entry = living.get(entry.parent())) {
      pids.add(entry.pid());
    }
    pids.add(own);
    pids.add(1L);
    return pids;
  }

  private Set<Long> certain(Map<Long, ProcessTable.Entry> living) {
    Set<Long> pids = new HashSet<>();
    root.get()
        .filter(this::isHere)
        .filter(record -> isSame(living, record.pid(), record.startTicks()))
        .ifPresent(record -> {
          rootSeen = true;
          pids.add(record.pid());
        });
    pids.addAll(known.get());
    remembered.values().stream()
        .filter(entry -> isSame(living, entry.pid(), entry.start()))
        .forEach(entry -> pids.add(entry.pid()));
    return pids;
  }

  private boolean isHere(ProcessRecord record) {
    return record.bootId().equals(table.bootId());
  }

  private boolean isSame(Map<Long, ProcessTable.Entry> living, long pid, long start) {
    ProcessTable.Entry entry = living.get(pid);
    return entry != null && table.sameStart(entry.start(), start);
  }

  private void grow(
      Map<Long, ProcessTable.Entry> found,
      Collection<ProcessTable.Entry> living,
      Collection<ProcessTable.Entry> guarded) {
    long rootPid = root.get().filter(this::isHere).map(ProcessRecord::pid).orElse(0L);
    Predicate<ProcessTable.Entry> sharesSession =
        sharing(ProcessTable.Entry::session, rootPid, guarded);
    Predicate<ProcessTable.Entry> sharesGroup =
        sharing(ProcessTable.Entry::group, rootPid, guarded);
    boolean own =
        rootSeen && living.stream().allMatch(e -> e.pid() != rootPid || found.containsKey(rootPid));
    int before;
    do {
      before = found.size();
      boolean session = own || found.values().stream().anyMatch(sharesSession);
      boolean group = own || found.values().stream().anyMatch(sharesGroup);
      living.stream()
          .filter(entry ->
              found.containsKey(entry.parent())
                  || (session && sharesSession.test(entry))
                  || (group && sharesGroup.test(entry)))
          .forEach(entry -> found.put(entry.pid(), entry));
    } while (found.size() > before);
  }

  /** Who has the root's number there; nobody, if one of the guarded has it too. */
  private static Predicate<ProcessTable.Entry> sharing(
      ToLongFunction<ProcessTable.Entry> number,
      long rootPid,
      Collection<ProcessTable.Entry> guarded) {
    Predicate<ProcessTable.Entry> shares =
        entry -> rootPid > 0 && number.applyAsLong(entry) == rootPid;
    return guarded.stream().anyMatch(shares) ? _ -> false : shares;
  }

  /** Remembers the tree, then signals its root alone. */
  void signalRoot(int signal) {
    Collection<ProcessTable.Entry> found = look();
    root.get()
        .flatMap(record -> found.stream().filter(e -> e.pid() == record.pid()).findFirst())
        .ifPresent(entry -> send(entry, signal));
  }

  /** Remembers the tree, then signals its root and after it all the others. */
  void signalAll(int signal) {
    Collection<ProcessTable.Entry> found = look();
    long rootPid = root.get().map(ProcessRecord::pid).orElse(0L);
    found.stream().filter(entry -> entry.pid() == rootPid).forEach(entry -> send(entry, signal));
    found.stream().filter(entry -> entry.pid() != rootPid).forEach(entry -> send(entry, signal));
  }

  /** Signals all, and again as long as there are some that were not there the time before. */
  void signalAllThatCome(int signal) {
    Set<ProcessTable.Entry> seen = new HashSet<>();
    int round = 0;
    while (seen.addAll(look()) && round < ROUNDS) {
      signalAll(signal);
      round++;
    }
  }

  /** Looks and kills until nothing is found. */
  StopOutcome kill() {
    List<Long> left = new ArrayList<>();
    int[] rounds = {0};
    boolean dead =
        Pause.until(
            () -> {
              Collection<ProcessTable.Entry> found = look();
              found.forEach(entry -> send(entry, Signals.KILL));
              left.clear();
              found.forEach(entry -> left.add(entry.pid()));
              return found.isEmpty() || ++rounds[0] >= ROUNDS;
            },
            BETWEEN_ROUNDS,
            Duration.ofMinutes(1));
    return dead && left.isEmpty() ? new StopOutcome.Dead() : new StopOutcome.Unproven(left);
  }

  private void send(ProcessTable.Entry entry, int signal) {
    machine.signals().send(entry.pid(), signal, () -> table.isStill(entry.pid(), entry.start()));
  }
}
