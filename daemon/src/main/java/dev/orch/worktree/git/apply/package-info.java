/** A session's change taken into the checkout, by git's own merge and checkout. */
@NullMarked
package dev.orch.worktree.git.apply;

import org.jspecify.annotations.NullMarked;
