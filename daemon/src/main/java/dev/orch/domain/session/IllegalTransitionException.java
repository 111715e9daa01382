package dev.orch.domain.session;

import java.util.Optional;
import java.util.Set;

/** The lifecycle has no row for what was asked of a session. Nothing was changed. */
public final class IllegalTransitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient SessionId session;
  private final transient Set<SessionAction> actions;
  private final String hint;

  /**
   * With what may be asked instead.
   *
   * @param detail a sentence with the state and what was asked
   */
  public IllegalTransitionException(SessionId session, String detail, Set<SessionAction> actions) {
    this(session, detail, actions, "");
  }

  /** The same with what to do, where that is not the usual. */
  public IllegalTransitionException(
      SessionId session, String detail, Set<SessionAction> actions, String hint) {
    super(detail);
    this.session = session;
    this.actions = actions;
    this.hint = hint;
  }

  /**
   * Of a request that the session's state does not allow; of a deleted session with what brings its
   * work back.
   */
  public static IllegalTransitionException of(
      Session session, SessionTrigger trigger, Set<SessionAction> actions) {
    SessionState state = session.state();
    return new IllegalTransitionException(
        session.id(),
        "session %s is %s: %s"
            .formatted(session.id(), state.wireName().replace('_', ' '), why(state, trigger)),
        actions,
        state == SessionState.DELETED ? DeletedSession.wayBack(session.id()) : "");
  }

  private static String why(SessionState state, SessionTrigger trigger) {
    return switch (trigger) {
      case FOLLOW_UP -> "it takes no messages";
      case RESUME -> "there is nothing to resume";
      case STOP -> "there is nothing to stop";
      case ARCHIVE ->
          SessionLifecycle.hasEnded(state)
              ? "there is nothing to archive"
              : "it has not ended, stop it first";
      case UNARCHIVE -> "it is not archived";
      case DELETE ->
          state == SessionState.DELETED
              ? "there is nothing left to delete"
              : "it has not ended, stop it first";
      default -> "it cannot " + trigger.wireName().replace('_', ' ');
    };
  }

  /** The same with what to do. */
  public IllegalTransitionException hinting(String what) {
    return new IllegalTransitionException(session, String.valueOf(getMessage()), actions, what);
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
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
