package dev.orch.domain.session;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command asks an agent to do. */
public enum CommandAction {
  ANALYZE(Place.CHECKOUT, "Analyze this code: structure, main flows, risks. Change nothing."),
  REVIEW(Place.CHECKOUT, "Review this code for defects, risks and unclear parts. Change nothing."),
  IMPLEMENT(Place.WORKTREE, null),
  PLAN(Place.WORKTREE, null);

  private enum Place {
    CHECKOUT,
    WORKTREE
  }

  private final Place place;
  private final @Nullable String usualPrompt;

  CommandAction(Place place, @Nullable String usualPrompt) {
    this.place = place;
    this.usualPrompt = usualPrompt;
  }

  /** Whether it gets a worktree and a branch of its own; the others only read the checkout. */
  public boolean needsWorktree() {
    return place == Place.WORKTREE;
  }

  /** What is asked when the user gives no prompt; empty where one must be given. */
  public Optional<String> usualPrompt() {
    return Optional.ofNullable(usualPrompt);
  }

  /** As typed and as it stands on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
