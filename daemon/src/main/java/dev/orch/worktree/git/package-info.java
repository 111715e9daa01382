/** Worktrees made and asked by the git command line. */
@NullMarked
package dev.orch.worktree.git;

import org.jspecify.annotations.NullMarked;
