package dev.orch.session;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;

/** What became of a follow-up. */
public sealed interface FollowUpResult {

  /** The session as it stands now. */
  Session session();

  /** A turn begins with it. */
  record Sent(Session session) implements FollowUpResult {}

  /** It waits for a turn, or for the running one to take it. */
  record Kept(Session session, FollowUp followUp) implements FollowUpResult {}

  /** It answered what the agent asked. */
  record Answered(Session session, InputRequest request) implements FollowUpResult {}
}
