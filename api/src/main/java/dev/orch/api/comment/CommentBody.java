package dev.orch.api.comment;

import org.jspecify.annotations.Nullable;

/**
 * A comment of a draft.
 *
 * @param id of one that the draft holds already; left out for a new one
 * @param path relative to the top of the repository
 * @param startLine counted from 1
 * @param endLine of the last line
 * @param quote the lines that it is about; of a comment that is kept a quote as it was shown stays
 *     as it is
 */
public record CommentBody(
    @Nullable String id,
    String path,
    CommentSide side,
    int startLine,
    int endLine,
    String quote,
    String text) {}
