package dev.orch.api.comment;

import java.util.List;

/**
 * All comments on a session's change, in the order in which they were written.
 *
 * @param version of the draft: what who replaces it must name
 */
public record CommentsView(String sessionId, long version, List<CommentView> items) {}
