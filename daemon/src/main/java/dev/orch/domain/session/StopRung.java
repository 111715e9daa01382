package dev.orch.domain.session;

import java.util.Locale;
import java.util.Optional;

/** The rungs of the ladder that a stop goes down, in order. */
public enum StopRung {
  /** The protocol is told to interrupt, and the input is ended at once. */
  INTERRUPT(1),
  /** The agent gets the signal that it takes for a polite end. */
  TERMINATE(2),
  /** The whole tree is killed. */
  KILL(3);

  private final int requests;

  StopRung(int requests) {
    this.requests = requests;
  }

  /** How often a user has to ask to get here without waiting. */
  public int requests() {
    return requests;
  }

  /** The one that follows; empty on the last. */
  public Optional<StopRung> next() {
    return switch (this) {
      case INTERRUPT -> Optional.of(TERMINATE);
      case TERMINATE -> Optional.of(KILL);
      case KILL -> Optional.empty();
    };
  }

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
