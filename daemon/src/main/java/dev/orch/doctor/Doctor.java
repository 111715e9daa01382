package dev.orch.doctor;

import dev.orch.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Examines the installation, and treats what may be treated without losing anything. Any thread may
 * call it; it remembers nothing.
 */
public final class Doctor {
  private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

  private final List<Check> checks;

  /** With its checks, in the order in which what they find is told. */
  public Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * What came of a treatment.
   *
   * @param fixed what was there before and is not any more
   * @param left what is there now; what was to be put right says why it was not
   */
  public record Treatment(List<Finding> fixed, List<Finding> left) {}

  /** All that is wrong; a check that cannot be made is among that. Changes nothing. */
  public List<Finding> examine() {
    Map<String, Finding> found = new LinkedHashMap<>();
    for (Check check : checks) {
      look(check).forEach(finding -> found.putIfAbsent(finding.id(), finding));
    }
    return List.copyOf(found.values());
  }

  /** What several checks cannot be made for is found once. */
  private static List<Finding> look(Check check) {
    try {
      return check.look();
    } catch (StoreUnavailableException away) {
      return List.of(DatabaseInPlace.unavailable(away));
    } catch (RuntimeException failure) {
      String name = check.getClass().getSimpleName();
      LOG.error("the check {} failed", name, failure);
      return List.of(
          Finding.told(
              Finding.Code.CHECK_FAILED,
              "%s could not be checked: %s".formatted(name, failure.getMessage()),
              null,
              "see orch logs --daemon"));
    }
  }

  /**
   * Puts right what is named and can be, then looks again. Called a second time it finds nothing
   * left to do.
   *
   * @param wanted ids of findings; empty for all. One that is not found needs nothing
   */
  public Treatment treat(Collection<String> wanted) {
    List<Finding> before = examine();
    Map<String, String> refusals = new HashMap<>();
    for (Finding finding : before) {
      if (wanted.isEmpty() || wanted.contains(finding.id())) {
        finding.repairs().ifPresent(repair -> attempt(finding, repair, refusals));
      }
    }
    List<Finding> left = new ArrayList<>();
    for (Finding finding : examine()) {
      String why = refusals.get(finding.id());
      left.add(why == null ? finding : finding.refused(why));
    }
    Set<String> there = left.stream().map(Finding::id).collect(Collectors.toSet());
    return new Treatment(
        before.stream().filter(finding -> !there.contains(finding.id())).toList(), left);
  }

  private static void attempt(Finding finding, Runnable repair, Map<String, String> refusals) {
    try {
      repair.run();
      LOG.info("put right: {}", finding.id());
    } catch (RuntimeException failure) {
      LOG.warn("not put right: {}", finding.id(), failure);
      refusals.put(finding.id(), String.valueOf(failure.getMessage()));
    }
  }
}
