package dev.orch.session;

import dev.orch.domain.session.SessionAction;
import java.util.Locale;
import java.util.Set;

/** The request was answered or withdrawn before. Nothing was changed. */
public final class AlreadyAnsweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Set<SessionAction> actions;

  /**
   * With the request and how it stands.
   *
   * @param actions what may be asked of its session now
   */
  public AlreadyAnsweredException(String request, Enum<?> status, Set<SessionAction> actions) {
    super("request " + request + " is " + status.name().toLowerCase(Locale.ROOT));
    this.actions = actions;
  }

  /** What may be asked of the session now. */
  public Set<SessionAction> actions() {
    return actions;
  }
}
