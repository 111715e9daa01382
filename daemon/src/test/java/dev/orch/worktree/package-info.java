/** What every implementation of worktrees has to keep. */
@NullMarked
package dev.orch.worktree;

import org.jspecify.annotations.NullMarked;
