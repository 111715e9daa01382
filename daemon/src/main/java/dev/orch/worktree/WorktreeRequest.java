package dev.orch.worktree;

import dev.orch.domain.session.SessionId;
import java.nio.file.Path;

/**
 * The worktree that a session needs. Everything in it was committed to the store before.
 *
 * @param path where, absolute; its parent is the ceiling that no git command climbs over
 * @param base the commit that the branch starts at, in full
 */
public record WorktreeRequest(SessionId session, Path path, BranchName branch, String base) {}
