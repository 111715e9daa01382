/** What a worktree holds now, taken up beside the repository. */
@NullMarked
package dev.orch.worktree.git.snapshot;

import org.jspecify.annotations.NullMarked;
