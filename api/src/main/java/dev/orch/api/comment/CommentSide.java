package dev.orch.api.comment;

/** Which side of the difference a comment is about. */
public enum CommentSide {
  OLD,
  NEW
}
