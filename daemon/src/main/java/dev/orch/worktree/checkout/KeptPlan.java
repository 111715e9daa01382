package dev.orch.worktree.checkout;

/**
 * A plan without obstacles, with all that executing it needs kept in the repository.
 *
 * @param commit holds every content that is written, and every one that is replaced
 */
public record KeptPlan(ChangePlan plan, String commit) {}
