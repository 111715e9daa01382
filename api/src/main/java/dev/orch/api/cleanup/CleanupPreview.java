package dev.orch.api.cleanup;

import java.util.List;

/**
 * What a delete would take.
 *
 * @param planHash stands for all of it: sent with the delete, nothing else is taken
 * @param freedBytes that the disk would have again at once
 */
public record CleanupPreview(String planHash, List<Item> items, long freedBytes) {
  /** Keeps its own copy. */
  public CleanupPreview {
    items = List.copyOf(items);
  }

  /**
   * One thing.
   *
   * @param path where it is, or what it is called; of the project's teardown, which is run before,
   *     the first line
   * @param lost whether it could not be had back
   * @param raw whether the path is percent-encoded, since its name is no text
   */
  public record Item(Kind kind, String path, long sizeBytes, boolean lost, boolean raw) {}

  /** What an item is. */
  public enum Kind {
    PROCESS,
    TEARDOWN,
    WORKTREE,
    CHANGED,
    UNTRACKED,
    IGNORED,
    SUBMODULE,
    NESTED,
    COMMITS,
    BRANCH,
    CHECKOUT,
    REF,
    ARTIFACTS,
    LOG,
    OUTPUT,
    RECORDS
  }
}
