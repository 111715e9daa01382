package dev.orch.comments;

import dev.orch.domain.operation.Comment;
import dev.orch.domain.session.SessionId;
import java.util.List;

/**
 * All that was said of a session's change, in the order in which it was written.
 *
 * @param version of the draft
 */
public record Review(SessionId session, long version, List<Item> items) {

  /** A comment and what has become of it. */
  public record Item(Comment comment, Status status) {}

  /** What has become of a comment. */
  public enum Status {
    /** It has not gone out. */
    DRAFT,
    /** It has gone out, and nothing can be told of it: the turn that has it is not over. */
    SENT,
    /** Its lines differ now. */
    CHANGED,
    /** Its lines are as they were, be it at another place of the file. */
    UNCHANGED,
    /** Its file, or the place in that, is not there any more. */
    STALE
  }
}
