package dev.orch.api.cleanup;

/**
 * Where something is again that was in the trash.
 *
 * @param branch that it is on
 * @param worktreePath its folder
 */
public record RestoredView(String id, String sessionId, String branch, String worktreePath) {}
