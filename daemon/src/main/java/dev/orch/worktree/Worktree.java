package dev.orch.worktree;

import java.nio.file.Path;

/**
 * A linked worktree.
 *
 * @param head the commit that is checked out, 40 or 64 hexadecimal digits
 */
public record Worktree(Path path, BranchName branch, String head) {}
