package dev.orch.worktree;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A linked worktree as the repository lists it, whoever made it.
 *
 * @param head the commit; all zeros if nothing was ever checked out
 * @param branch without {@code refs/heads/}; null if the head is detached
 * @param folderThere whether its folder still exists
 */
public record WorktreeEntry(Path path, String head, @Nullable String branch, boolean folderThere) {}
