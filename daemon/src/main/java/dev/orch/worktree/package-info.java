/** Linked git worktrees, one per coding session, and what can be asked of a repository. */
@NullMarked
package dev.orch.worktree;

import org.jspecify.annotations.NullMarked;
