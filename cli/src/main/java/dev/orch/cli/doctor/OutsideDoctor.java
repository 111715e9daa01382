package dev.orch.cli.doctor;

import dev.orch.api.installation.FindingView;
import dev.orch.api.installation.FixView;
import dev.orch.cli.Surroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Looks at an installation whose daemon does not run: files, modes, locks, git, the disk. It opens
 * no database and takes no lock, so that a daemon that starts meanwhile is not disturbed.
 */
public final class OutsideDoctor {
  private final List<Supplier<List<Trace>>> checks;

  /** Looks at the installation of these surroundings. */
  public OutsideDoctor(Surroundings surroundings) {
    checks =
        List.of(
            new StateFolderTraces(surroundings.stateFolder()),
            new DaemonTraces(surroundings.stateFolder()),
            new DatabaseTraces(surroundings),
            new DiskTraces(surroundings.stateFolder(), DiskTraces.USUAL),
            new GitTraces(surroundings));
  }

  /** What is wrong; changes nothing. */
  public List<FindingView> examine() {
    return look().stream().map(Trace::view).toList();
  }

  /** Puts right what can be, then looks again. */
  public FixView treat() {
    List<Trace> before = look();
    Map<String, String> refusals = new HashMap<>();
    before.stream().filter(trace -> trace.repair() != null).forEach(trace -> fix(trace, refusals));
    List<FindingView> left = new ArrayList<>();
    for (FindingView view : examine()) {
      String why = refusals.get(view.id());
      left.add(why == null ? view : refused(view, why));
    }
    List<String> there = left.stream().map(FindingView::id).toList();
    return new FixView(
        before.stream()
            .map(Trace::view)
            .filter(view -> !there.contains(view.id()) && !refusals.containsKey(view.id()))
            .toList(),
        left);
  }

  private static void fix(Trace trace, Map<String, String> refusals) {
    try {
      Objects.requireNonNull(trace.repair()).run();
    } catch (IOException e) {
      refusals.put(trace.view().id(), String.valueOf(e.getMessage()));
    }
  }

  private static FindingView refused(FindingView view, String why) {
    return new FindingView(
        view.id(),
        view.code(),
        view.what() + "; it was not put right: " + why,
        view.where(),
        view.hint(),
        view.fixable());
  }

  private List<Trace> look() {
    return checks.stream().map(Supplier::get).flatMap(List::stream).toList();
  }
}
