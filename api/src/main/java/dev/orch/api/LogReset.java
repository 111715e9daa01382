package dev.orch.api;

/**
 * Who follows the log knows more of it than there is: it is another one, to be read anew.
 *
 * @param lastSeq of the newest event that there is
 */
public record LogReset(long lastSeq) {}
