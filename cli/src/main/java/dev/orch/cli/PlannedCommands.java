package dev.orch.cli;

import dev.orch.cli.failure.Complaint;
import java.util.Map;
import java.util.Optional;

/** Commands that are announced and not there yet, each with what does as well until then. */
public final class PlannedCommands {
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("orch rules", "orch answer, one by one"),
          Map.entry(
              "orch projects trust", "your own settings: what a repository brings is held back"),
          Map.entry("orch projects untrust", "orch projects: none is trusted yet"));

  private PlannedCommands() {}

  /** What to say to who types it, by its whole name: {@code orch projects move}. */
  public static Optional<Complaint> find(String name) {
    return Optional.ofNullable(INSTEAD.get(name))
        .map(instead -> Complaint.of(name + ": planned, not there yet.").with("use now", instead));
  }
}
