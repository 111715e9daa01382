/** Git's side of the trash. */
@NullMarked
package dev.orch.worktree.git.trash;

import org.jspecify.annotations.NullMarked;
