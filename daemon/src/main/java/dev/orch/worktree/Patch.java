package dev.orch.worktree;

import java.nio.file.Path;

/**
 * What a worktree changed, written to a file.
 *
 * @param file holds the unified diff, byte-exact, as {@code git apply} takes it
 * @param files how many files it touches
 * @param added lines, not counting binary files
 * @param removed lines, not counting binary files
 * @param unread what it lacks since this process may not read it, for a person, with what to do;
 *     empty for nothing
 */
public record Patch(Path file, int files, int added, int removed, String unread) {}
