package dev.orch.domain.operation;

import dev.orch.domain.session.SessionId;
import java.time.Instant;

/**
 * A session's worktree whose folder was given up.
 *
 * @param number under which its state is kept in the repository
 * @param isBack whether the folder is there again, so that what is kept can go
 */
public record ReleasedWorktree(SessionId session, int number, Instant at, boolean isBack) {}
