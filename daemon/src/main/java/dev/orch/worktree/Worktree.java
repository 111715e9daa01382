package dev.orch.worktree;

import java.nio.file.Path;
import java.util.List;

/**
 * A linked worktree.
 *
 * @param head the commit that is checked out, 40 or 64 hexadecimal digits
 * @param checkedOut whether this call checked it out: it holds what is committed and nothing else
 * @param pointers whether files of Git LFS were checked out as pointers, since their content could
 *     not be had; told of every worktree that was checked out so
 * @param setAside where git's state of those that were at this path before is kept (index,
 *     unfinished merge or rebase, reflog): folders inside of the common git directory
 */
public record Worktree(
    Path path, String head, boolean checkedOut, boolean pointers, List<Path> setAside) {}
