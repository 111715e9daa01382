package dev.orch.cli.view;

import dev.orch.api.session.SessionView;
import dev.orch.api.session.TurnView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.failure.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a session does not go on by itself, and what to do about it; both may be empty.
 *
 * @param session which one
 * @param why one sentence
 * @param hint what to do
 */
public record Trouble(SessionView session, String why, String hint) {

  /**
   * That of a session, as its last turn tells; empty if it works, waits for an answer or is done.
   */
  public static Optional<Trouble> of(SessionView session, DaemonClient daemon) {
    if (!SessionWord.isInTrouble(session)) {
      return Optional.empty();
    }
    try {
      List<TurnView> turns = daemon.turns(session.id());
      return Optional.of(told(session, turns.isEmpty() ? null : turns.getLast().outcome()));
    } catch (ProblemException e) {
      return Optional.of(told(session, null)); // its state and reason are known all the same
    }
  }

  private static Trouble told(SessionView session, TurnView.@Nullable Outcome last) {
    return last == null
        ? new Trouble(session, "", "")
        : new Trouble(
            session,
            Objects.requireNonNullElse(last.detail(), ""),
            Objects.requireNonNullElse(last.hint(), ""));
  }

  /** The sessions among them that wait for a person who is asked nothing. */
  public static List<Trouble> ofBlocked(List<SessionView> sessions, DaemonClient daemon) {
    return sessions.stream()
        .filter(SessionWord::isBlocked)
        .flatMap(session -> of(session, daemon).stream())
        .toList();
  }
}
