/** Files that Git LFS keeps beside the repository. */
@NullMarked
package dev.orch.worktree.git.lfs;

import org.jspecify.annotations.NullMarked;
