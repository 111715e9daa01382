package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.StopOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which processes belong to a tree, told from lists of processes that are not there. */
class ProcessTreeTest {
  private static final long ROOT = 5_000_001;
  private static final long OTHER = 5_000_050;

  private final ListedTable table = new ListedTable();

  private static ProcessTable.Entry entry(long pid, long parent, long group, long session) {
    return new ProcessTable.Entry(pid, parent, group, session, 100);
  }

  private ProcessTree tree(Set<Long> spared) {
    Machine machine =
        new Machine(new Shell(Path.of("/bin/sh"), "", Path.of("/proc")), table, Signals.open());
    Optional<ProcessRecord> root = Optional.of(new ProcessRecord("boot", ROOT, 100));
    return new ProcessTree(machine, () -> table.known, () -> root, spared);
  }

  private static List<Long> pids(ProcessTree tree) {
    return tree.look().stream().map(ProcessTable.Entry::pid).sorted().toList();
  }

  @Test
  void descendantsAndSharersOfTheSessionOrTheGroupBelongToIt() {
    table.list(
        entry(ROOT, 1, ROOT, ROOT),
        entry(ROOT + 1, ROOT, ROOT + 1, OTHER),
        entry(ROOT + 2, ROOT + 1, OTHER, OTHER),
        entry(ROOT + 3, 1, OTHER, ROOT),
        entry(ROOT + 4, 1, ROOT, OTHER),
        entry(OTHER, 1, OTHER, OTHER));
    assertThat(pids(tree(Set.of()))).containsExactly(ROOT, ROOT + 1, ROOT + 2, ROOT + 3, ROOT + 4);
  }

  @Test
  void whoIsKnownBelongsToItAndWhatDescendsFromHim() {
    table.known = Set.of(OTHER);
    table.list(entry(OTHER, 1, OTHER, OTHER), entry(OTHER + 1, OTHER, 1, 1));
    assertThat(pids(tree(Set.of()))).containsExactly(OTHER, OTHER + 1);
  }

  @Test
  void aGroupOfTheRootsNumberIsForeignIfNobodyInItIsKnown() {
    table.list(entry(ROOT + 3, 1, ROOT, ROOT));
    assertThat(pids(tree(Set.of()))).isEmpty();
  }

  @Test
  void anotherProcessWithTheRootsNumberIsForeign() {
    table.list(new ProcessTable.Entry(ROOT, 1, ROOT, ROOT, 101), entry(ROOT + 1, ROOT, ROOT, ROOT));
    assertThat(pids(tree(Set.of()))).isEmpty();
  }

  @Test
  void whatWasFoundOnceBelongsToItEvenAsAnOrphan() {
    ProcessTree tree = tree(Set.of());
    table.list(entry(ROOT, 1, ROOT, ROOT), entry(ROOT + 1, ROOT, OTHER, OTHER));
    assertThat(pids(tree)).containsExactly(ROOT, ROOT + 1);
    table.list(entry(ROOT + 1, 1, OTHER, OTHER), entry(ROOT + 2, 1, OTHER, OTHER));
    assertThat(pids(tree)).containsExactly(ROOT + 1);
  }

  @Test
  void theSessionOfARootThatWasSeenOutlivesIt() {
    ProcessTree tree = tree(Set.of());
    table.list(entry(ROOT, 1, ROOT, ROOT));
    assertThat(pids(tree)).containsExactly(ROOT);
    table.list(entry(ROOT + 2, 1, OTHER, ROOT));
    assertThat(pids(tree)).containsExactly(ROOT + 2);
  }

  @Test
  void theSessionOfARootIsForeignOnceAnotherHasItsNumber() {
    ProcessTree tree = tree(Set.of());
    table.list(entry(ROOT, 1, ROOT, ROOT));
    assertThat(pids(tree)).containsExactly(ROOT);
    table.list(new ProcessTable.Entry(ROOT, 1, ROOT, ROOT, 200), entry(ROOT + 2, ROOT, ROOT, ROOT));
    assertThat(pids(tree)).isEmpty();
  }

  @Test
  void thisProcessAndWhoStartedItAreNeverInIt() {
    long own = ProcessHandle.current().pid();
    table.list(
        entry(ROOT, 1, ROOT, ROOT), entry(ROOT + 1, ROOT, 1, 1), entry(own, ROOT + 1, 1, ROOT));
    assertThat(pids(tree(Set.of()))).isEmpty();
  }

  @Test
  void aGroupOrASessionWithThisProcessInItIsNotTaken() {
    long own = ProcessHandle.current().pid();
    table.list(
        entry(ROOT, 1, ROOT, ROOT),
        entry(ROOT + 1, ROOT, ROOT, ROOT),
        entry(ROOT + 2, 1, ROOT, ROOT),
        entry(own, 1, ROOT, ROOT));
    assertThat(pids(tree(Set.of()))).containsExactly(ROOT, ROOT + 1);
  }

  @Test
  void whatIsSparedIsNotInIt() {
    table.list(entry(ROOT, 1, ROOT, ROOT), entry(ROOT + 1, ROOT, ROOT, ROOT));
    assertThat(pids(tree(Set.of(ROOT + 1)))).containsExactly(ROOT);
  }

  @Test
  void whatStaysInSpiteOfEverythingIsReported() {
    table.list(entry(ROOT, 1, ROOT, ROOT));
    assertThat(tree(Set.of()).kill()).isEqualTo(new StopOutcome.Unproven(List.of(ROOT)));
  }

  /** Of processes above the kernel's largest number: a signal to one reaches nobody. */
  private static final class ListedTable implements ProcessTable {
    private List<Entry> entries = List.of();
    private Set<Long> known = Set.of();

    void list(Entry... living) {
      entries = new ArrayList<>(Arrays.asList(living));
    }

    @Override
    public String bootId() {
      return "boot";
    }

    @Override
    public List<Entry> list() {
      return entries;
    }

    @Override
    public Optional<Entry> find(long pid) {
      return entries.stream().filter(entry -> entry.pid() == pid).findFirst();
    }

    @Override
    public boolean isAlive(long pid, long start) {
      return find(pid).filter(entry -> entry.start() == start).isPresent();
    }

    @Override
    public boolean isStill(long pid, long start) {
      return isAlive(pid, start);
    }

    @Override
    public Map<String, String> environment(long pid) {
      return Map.of();
    }

    @Override
    public boolean sameStart(long one, long other) {
      return one == other;
    }

    @Override
    public Set<Long> carrying(String assignment) {
      return Set.of();
    }

    @Override
    public Set<Long> withArguments(String first, String second) {
      return Set.of();
    }
  }
}
