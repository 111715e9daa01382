package dev.orch.domain.session;

import java.util.Locale;

/** Why a turn was begun. */
public enum TurnKind {
  START,
  FOLLOW_UP,
  RESUME,
  ANSWER;

  /** As it stands on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
