package dev.orch.domain.schedule;

import dev.orch.domain.session.SessionId;

/**
 * The ports that are a session's own, or were.
 *
 * @param base the first of {@link #COUNT}
 * @param held whether they are nobody else's now; else they are only remembered, so that the
 *     session gets the same ones again if it can
 */
public record PortLease(SessionId session, int base, boolean held) {
  /** How many a session gets. */
  public static final int COUNT = 10;

  /** The first port that is ever leased. */
  public static final int FIRST = 20_000;

  /** The last one. */
  public static final int LAST = 29_999;
}
