package dev.orch.domain.session;

import java.util.Locale;

/** The rungs of the ladder that a stop goes down, in order. */
public enum StopRung {
  /** The protocol is told to interrupt, and the input is ended at once. */
  INTERRUPT,
  /** The agent gets the signal that it takes for a polite end. */
  TERMINATE,
  /** The whole tree is killed. */
  KILL;

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
