/** What may be wrong with the projects' repositories and with the sessions' worktrees. */
@NullMarked
package dev.orch.doctor.worktree;

import org.jspecify.annotations.NullMarked;
