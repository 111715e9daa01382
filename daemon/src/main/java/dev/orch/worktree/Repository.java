package dev.orch.worktree;

import java.nio.file.Path;

/**
 * A repository as a project sees it.
 *
 * @param topLevel the folder of the checkout that was named, canonical
 * @param commonGitDir canonical; the same for all worktrees of a repository, and so its identity
 */
public record Repository(Path topLevel, Path commonGitDir) {}
