package dev.orch.api.comment;

import java.util.List;

/**
 * A whole draft in place of the one that was read.
 *
 * @param version of the draft that was read
 * @param items what it is to hold, less what was sent
 */
public record CommentsBody(long version, List<CommentBody> items) {}
