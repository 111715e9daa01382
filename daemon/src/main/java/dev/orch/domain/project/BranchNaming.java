package dev.orch.domain.project;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a session's branch gets its name.
 *
 * @param given by the user for this session; null for one by the project's template
 * @param taken branches of the repository that a name must not clash with
 */
public record BranchNaming(@Nullable String given, Set<String> taken) {
  /** By the template, with no branch to clash with: what makes none has no other. */
  public static final BranchNaming BY_TEMPLATE = new BranchNaming(null, Set.of());

  private static final int MOST_OF_A_NAME = 1000;

  /** Keeps its own copy. */
  public BranchNaming {
    taken = Set.copyOf(taken);
  }

  /** The branch of the repository that one of this name cannot be beside; empty if it is free. */
  public Optional<String> findClash(String name) {
    return taken.stream().filter(other -> clash(name, other)).min(Comparator.naturalOrder());
  }

  /**
   * The first name that is free of this one and those that a number makes of it.
   *
   * @param others branches to be that a name must not clash with either
   * @throws BranchTakenException if none is: what a folder of the name is called is a branch, or
   *     there are too many of the name
   */
  public String free(String name, Function<String, Optional<String>> others) {
    return Stream.concat(Stream.of(name), numbered(name))
        .filter(candidate -> isFree(candidate, others))
        .findFirst()
        .orElseThrow(() -> BranchTakenException.numbered(name, MOST_OF_A_NAME));
  }

  private static Stream<String> numbered(String name) {
    return IntStream.rangeClosed(2, MOST_OF_A_NAME).mapToObj(number -> name + "-" + number);
  }

  /** No number helps where a folder of the name is a branch. */
  private boolean isFree(String name, Function<String, Optional<String>> others) {
    Optional<String> clash = findClash(name).or(() -> others.apply(name));
    clash
        .filter(branch -> isBelow(name, branch))
        .ifPresent(branch -> {
          throw BranchTakenException.below(name, branch);
        });
    return clash.isEmpty();
  }

  /** Git keeps a branch as a file: it is no folder of others at the same time. */
  private static boolean clash(String one, String other) {
    return one.equals(other) || isBelow(one, other) || isBelow(other, one);
  }

  /** Whether the branch would lie in a folder that is called as the other one. */
  static boolean isBelow(String branch, String other) {
    return branch.startsWith(other + "/");
  }
}
