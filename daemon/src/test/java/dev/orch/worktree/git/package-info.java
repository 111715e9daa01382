/** Worktrees by the git command line, against real repositories. */
@NullMarked
package dev.orch.worktree.git;

import org.jspecify.annotations.NullMarked;
