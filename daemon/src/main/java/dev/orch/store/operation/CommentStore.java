package dev.orch.store.operation;

import dev.orch.domain.operation.Comment;
import dev.orch.domain.session.SessionId;
import java.util.List;

/**
 * What people say of sessions' changes: of each session a draft, with a version that every change
 * of it raises, and what was sent. Changes happen inside a unit of the stores' transactions.
 */
public interface CommentStore {

  /** The version of the session's draft; 0 while nothing was ever written. */
  long version(SessionId session);

  /** All of a session in the order in which they were written, sent ones among them. */
  List<Comment> list(SessionId session);

  /**
   * Puts these in place of the session's draft, in this order; those that were sent stay.
   *
   * @param version that the draft was read at
   * @return false if it has another version; nothing was changed then
   */
  boolean replaceDraft(SessionId session, long version, List<Comment> draft);

  /** Has all of the session's draft be gone out with this; the draft is empty then. */
  void send(SessionId session, Comment.Sent with);

  /**
   * Has those be in the draft again that went out with this message, each at its old place. Does
   * nothing where none did.
   */
  void takeBack(SessionId session, String followUp);
}
