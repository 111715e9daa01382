package dev.orch.session;

import dev.orch.domain.session.CommandAction;
import dev.orch.domain.session.Session;
import org.jspecify.annotations.Nullable;

/** The sentences that the daemon itself says to agents, and the titles that it gives sessions. */
final class Prompts {
  private static final String GO_ON =
      "You were interrupted. Look at the state of your work and go on where you were.";

  private Prompts() {}

  /**
   * One line that names a session; shown cut, once its secrets are out.
   *
   * @param asked what is asked; by the user, unless it is the usual for this action
   */
  static String title(CommandAction action, String asked, @Nullable String scope) {
    if (action.usualPrompt().filter(asked::equals).isPresent()) {
      return scope == null ? action.wireName() : action.wireName() + " " + scope;
    }
    return asked.strip().lines().findFirst().orElse(asked);
  }

  /** What the first turn says. */
  static String opening(Session session) {
    String scope = session.assignment().scopePath();
    String prompt = session.assignment().prompt();
    return scope == null ? prompt : prompt + "\n\nLook at " + scope + " only.";
  }

  /** What a resumed conversation is told; one that never began hears its first prompt. */
  static String resumed(Session session, @Nullable String message) {
    if (session.progress().agentSessionId() != null) {
      return message == null ? GO_ON : message;
    }
    String opening = opening(session);
    return message == null ? opening : opening + "\n\n" + message;
  }
}
