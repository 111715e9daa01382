package dev.orch.turn;

import java.time.Duration;

/**
 * How patient the daemon is with a process.
 *
 * @param rungGrace how long each rung of a stop may take before the next
 * @param endGrace how long a process may live on after its input has ended
 * @param stalledAfter how long without output until a session is said to be stalled
 */
public record TurnTimes(Duration rungGrace, Duration endGrace, Duration stalledAfter) {}
