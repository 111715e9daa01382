@NullMarked
package dev.orch.worktree.git.snapshot;

import org.jspecify.annotations.NullMarked;
