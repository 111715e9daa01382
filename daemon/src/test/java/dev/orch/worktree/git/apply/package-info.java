@NullMarked
package dev.orch.worktree.git.apply;

import org.jspecify.annotations.NullMarked;
