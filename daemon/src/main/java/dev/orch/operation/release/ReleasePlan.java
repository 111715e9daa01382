package dev.orch.operation.release;

/**
 * What a release does.
 *
 * @param number under which the worktree's state is kept
 */
record ReleasePlan(int number, long freedBytes) {}
