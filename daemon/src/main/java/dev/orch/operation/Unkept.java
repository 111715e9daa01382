package dev.orch.operation;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeInventory;
import java.util.List;

/**
 * What goes with a worktree's folder and nothing keeps, as it stands in plans: a file that git
 * ignores or a repository of its own, or a folder taken as a whole.
 *
 * @param path below the worktree, a character for each byte
 * @param modified last, of anything in it
 * @param lost whether it does not come back, so that a person has agreed that it goes
 */
public record Unkept(String path, long sizeBytes, String modified, boolean lost) {

  /** As it was found. */
  public static Unkept of(WorktreeInventory.Item item, boolean lost) {
    return new Unkept(item.path().latin(), item.sizeBytes(), item.modified().toString(), lost);
  }

  /** Those of a worktree of which no state of it keeps anything: they do not come back. */
  public static List<Unkept> lostOf(List<WorktreeInventory.Item> items) {
    return items.stream().filter(Unkept::isOne).map(item -> of(item, true)).toList();
  }

  /** Whether it goes with the folder: no state keeps it. */
  public static boolean isOne(WorktreeInventory.Item item) {
    return switch (item.kind()) {
      case CHANGED, UNTRACKED -> false;
      case IGNORED, SUBMODULE, NESTED -> true;
    };
  }

  /** Its path, as git has it. */
  public RawPath at() {
    return new RawPath(path);
  }
}
