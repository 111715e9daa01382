package dev.orch.domain.session;

import java.util.Set;

/** The lifecycle has no row for what was asked of a session. Nothing was changed. */
public final class IllegalTransitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient SessionId session;
  private final transient Set<SessionAction> actions;

  /**
   * With what may be asked instead.
   *
   * @param detail a sentence with the state and what was asked
   */
  public IllegalTransitionException(SessionId session, String detail, Set<SessionAction> actions) {
    super(detail);
    this.session = session;
    this.actions = actions;
  }

  /** Which session. */
  public SessionId session() {
    return session;
  }

  /** What may be asked of it now. */
  public Set<SessionAction> actions() {
    return actions;
  }
}
