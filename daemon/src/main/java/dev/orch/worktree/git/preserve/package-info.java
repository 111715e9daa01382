/** A worktree's whole state, kept in the repository and made again from there. */
@NullMarked
package dev.orch.worktree.git.preserve;

import org.jspecify.annotations.NullMarked;
