/** Gives up the folders of worktrees, and gives them back to whoever asks for them. */
@NullMarked
package dev.orch.operation.release;

import org.jspecify.annotations.NullMarked;
