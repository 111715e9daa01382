package dev.orch.cli;

import dev.orch.cli.failure.Complaint;
import java.util.Map;
import java.util.Optional;

/** Commands that are announced and not there yet, each with what does as well until then. */
public final class PlannedCommands {
  private static final String PLACES = "orch sessions show SESSION   names its worktree and branch";

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("orch ui", "orch, orch inbox, orch sessions"),
          Map.entry("orch run", "orch send, then orch logs -f and orch wait"),
          Map.entry("orch doctor", "orch status, orch agents, orch logs --daemon"),
          Map.entry("orch apply", "orch diff SESSION | git apply"),
          Map.entry("orch export", "orch artifacts SESSION --save FOLDER"),
          Map.entry("orch comments", "orch followup SESSION \"...\""),
          Map.entry("orch rules", "orch answer, one by one"),
          Map.entry("orch delete", PLACES),
          Map.entry("orch release", PLACES),
          Map.entry("orch trash", "orch sessions: nothing is thrown away yet"),
          Map.entry("orch restore", "orch sessions: nothing is thrown away yet"),
          Map.entry(
              "orch projects remove", "orch projects: a project that is listed costs nothing"),
          Map.entry(
              "orch projects move",
              "orch projects add FOLDER --slug SLUG: its new place, another name"),
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
