package dev.orch.operation;

import java.util.List;

/**
 * What an operation would take away, for a person to agree to.
 *
 * @param planHash of all that matters about it; another one once something has changed
 * @param freedBytes that the disk would have again
 */
public record Preview(String planHash, List<Item> items, long freedBytes) {
  /** Keeps its own copy. */
  public Preview {
    items = List.copyOf(items);
  }

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

  /**
   * One thing.
   *
   * @param path where it is, or what it is called; of a script that is run before, its first line
   * @param lost whether it could not be had back
   * @param raw whether the path is percent-encoded, since its name is no text
   */
  public record Item(Kind kind, String path, long sizeBytes, boolean lost, boolean raw) {
    /** What can be had back, by a name that is text. */
    public static Item kept(Kind kind, String path, long sizeBytes) {
      return new Item(kind, path, sizeBytes, false, false);
    }

    /** What is gone for good, by a name that is text. */
    public static Item lost(Kind kind, String path) {
      return new Item(kind, path, 0, true, false);
    }
  }

  /** Whether anything would be gone for good that a person could want. */
  public boolean losesAnything() {
    return items.stream().anyMatch(Item::lost);
  }
}
