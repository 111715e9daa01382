package dev.orch.session;

import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import java.util.Set;

/**
 * The session waits for an answer; only that, a stop or a follow-up can move it. Nothing changed.
 */
public final class RequestOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Set<SessionAction> actions;

  /**
   * With the session and the open request.
   *
   * @param actions what may be asked of the session now
   */
  public RequestOpenException(SessionId session, String request, Set<SessionAction> actions) {
    super("session " + session + " waits for an answer to request " + request);
    this.actions = actions;
  }

  /** What may be asked of the session now. */
  public Set<SessionAction> actions() {
    return actions;
  }
}
