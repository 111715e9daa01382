package dev.orch.turn;

import java.util.Map;

/** Temporary. */
public interface TurnEnvironment {
  /** x. */
  Map<String, String> of(LiveTurn live) throws InterruptedException;
}
