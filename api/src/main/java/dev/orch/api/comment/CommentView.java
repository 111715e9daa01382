package dev.orch.api.comment;

/**
 * A comment on lines of a session's change.
 *
 * @param path relative to the top of the repository
 * @param startLine counted from 1
 * @param endLine of the last line
 * @param quote the lines as they were when it was written
 */
public record CommentView(
    String id,
    String path,
    CommentSide side,
    int startLine,
    int endLine,
    String quote,
    String text,
    CommentStatus status) {}
