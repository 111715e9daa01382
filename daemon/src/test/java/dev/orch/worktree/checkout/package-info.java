@NullMarked
package dev.orch.worktree.checkout;

import org.jspecify.annotations.NullMarked;
