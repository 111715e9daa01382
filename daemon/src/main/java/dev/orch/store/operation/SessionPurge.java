package dev.orch.store.operation;

import dev.orch.domain.session.SessionId;

/** Forgets what is remembered of a session that was deleted. */
public interface SessionPurge {

  /**
   * Removes all rows of the session but its own, inside a unit of the stores' transactions: turns,
   * what was said to them, requests, messages, artifacts, and its events but for its steps. What is
   * kept of it, of steps, of its command and of answers to requests are ids, words of our own and
   * times. Called again it does nothing more.
   */
  void forget(SessionId session);

  /**
   * Overwrites what was removed in the files of the store too. Called outside of any unit; may be
   * left out by a kill: the next call makes it good.
   */
  void settle();
}
