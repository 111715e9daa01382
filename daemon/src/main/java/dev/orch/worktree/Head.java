package dev.orch.worktree;

import org.jspecify.annotations.Nullable;

/**
 * What is checked out in a worktree.
 *
 * @param commit in full
 * @param branch null if the head is detached
 */
public record Head(String commit, @Nullable String branch) {}
