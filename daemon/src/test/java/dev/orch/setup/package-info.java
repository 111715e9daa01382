/** Tests of what is done in a worktree before work and after it. */
@NullMarked
package dev.orch.setup;

import org.jspecify.annotations.NullMarked;
