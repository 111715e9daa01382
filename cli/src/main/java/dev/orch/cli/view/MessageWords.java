package dev.orch.cli.view;

import dev.orch.api.session.FollowUpAnswer;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.FollowUpView;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;

/** What became of a message to a session, in words. */
public final class MessageWords {
  private MessageWords() {}

  /** Where it is now. */
  public static String became(FollowUpAnswer answer) {
    return switch (answer.delivery()) {
      case SENT -> "sent";
      case ANSWERED -> "sent as the answer to what it asked";
      case KEPT -> answer.followUp() == null ? "kept" : kept(answer.session(), answer.followUp());
    };
  }

  /** The agent may take it into the turn that runs; nobody knows that yet. */
  private static String kept(SessionView session, FollowUpView message) {
    if (session.queued() != null) {
      return "kept until there is a place to work in, place %d".formatted(message.position());
    }
    boolean thisTurnMayTakeIt =
        message.mode() == FollowUpMode.AUTO && session.state() == SessionState.RUNNING;
    return "kept %s, place %d"
        .formatted(
            thisTurnMayTakeIt
                ? "until the agent takes it, in this turn or a later one"
                : "for a later turn",
            message.position());
  }
}
