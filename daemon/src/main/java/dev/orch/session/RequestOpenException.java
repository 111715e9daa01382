package dev.orch.session;

import dev.orch.domain.session.SessionId;

/**
 * The session waits for an answer; only that, a stop or a follow-up can move it. Nothing changed.
 */
public final class RequestOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the session and the open request. */
  public RequestOpenException(SessionId session, String request) {
    super("session " + session + " waits for an answer to request " + request);
  }
}
