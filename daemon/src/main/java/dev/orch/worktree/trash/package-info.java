/** How files of ours are taken away: into the trash, and for good. */
@NullMarked
package dev.orch.worktree.trash;

import org.jspecify.annotations.NullMarked;
