package dev.orch.command;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.session.SessionRequest;
import org.jspecify.annotations.Nullable;

/** What a command would do. */
public sealed interface Preview {
  /** The command in words, in the one form that nothing else can be read from. */
  String text();

  /**
   * A session would be made.
   *
   * @param branch what it would work on, with {@code {session_id}} where its id would stand; null
   *     for an action without a branch
   */
  record Work(String text, SessionRequest request, @Nullable String branch) implements Preview {}

  /** This would be asked of a session that is there. */
  record Act(String text, SessionAction asked, Session session, @Nullable String message)
      implements Preview {}
}
