package dev.orch.worktree;

import java.nio.file.Path;

/**
 * A linked worktree.
 *
 * @param head the commit that is checked out, 40 or 64 hexadecimal digits
 * @param checkedOut whether this call checked it out: it holds what is committed and nothing else
 */
public record Worktree(Path path, BranchName branch, String head, boolean checkedOut) {}
