/** The contract of taking a session's change into the project's checkout, and of undoing it. */
@NullMarked
package dev.orch.worktree.checkout;

import org.jspecify.annotations.NullMarked;
