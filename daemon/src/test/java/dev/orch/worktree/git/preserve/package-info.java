@NullMarked
package dev.orch.worktree.git.preserve;

import org.jspecify.annotations.NullMarked;
