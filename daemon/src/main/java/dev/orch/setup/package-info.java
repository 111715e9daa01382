/**
 * What makes a new worktree ready for work, and what ends it: ignored files that are copied into
 * it, and the project's scripts.
 */
@NullMarked
package dev.orch.setup;

import org.jspecify.annotations.NullMarked;
