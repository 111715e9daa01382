package dev.orch.domain.project;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a session's branch gets its name.
 *
 * @param given by the user for this session; null for one by the project's template
 * @param taken branches of the repository that a name must not clash with
 */
public record BranchNaming(@Nullable String given, Set<String> taken) {
  /** By the template, whose names are nobody else's. */
  public static final BranchNaming BY_TEMPLATE = new BranchNaming(null, Set.of());

  /** Keeps its own copy. */
  public BranchNaming {
    taken = Set.copyOf(taken);
  }

  /** Whether the repository can have a branch of this name beside those that it has. */
  public boolean isFree(String name) {
    return taken.stream().noneMatch(other -> clash(name, other));
  }

  /** Git keeps a branch as a file: it is no folder of others at the same time. */
  private static boolean clash(String one, String other) {
    return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
  }
}
