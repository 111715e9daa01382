package dev.orch.api.comment;

/** What has become of a comment. */
public enum CommentStatus {
  /** It is kept until it is sent. */
  DRAFT,
  /** It was sent, and the turn that has it is not over. */
  SENT,
  /** The lines that it quotes differ now. */
  CHANGED,
  /** The lines that it quotes are as they were. */
  UNCHANGED,
  /** The file, or the place in it, is not there any more. */
  STALE
}
