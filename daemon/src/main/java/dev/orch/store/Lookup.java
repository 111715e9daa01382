package dev.orch.store;

import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds what a user names by an id or by the unique beginning of one, at least three characters.
 */
public final class Lookup {
  private static final int SHORTEST_PREFIX = 3;
  private static final int CANDIDATES = 5;

  private Lookup() {}

  /** That there is no such thing, and why one that begins so was not looked for. */
  public static NotFoundException missing(NotFoundException.Thing thing, String given) {
    return missing(thing, given, List::of);
  }

  /**
   * The same with what may have been meant.
   *
   * @param nearest not asked where the word is too short for any to be near
   */
  public static NotFoundException missing(
      NotFoundException.Thing thing, String given, Supplier<List<String>> nearest) {
    return given.length() < SHORTEST_PREFIX
        ? new NotFoundException(
            thing,
            given,
            List.of(),
            ": the beginning of an id has at least %d characters".formatted(SHORTEST_PREFIX))
        : new NotFoundException(thing, given, nearest.get());
  }

  /**
   * The thing with exactly this id, else the only one whose id starts with it.
   *
   * @throws AmbiguousIdException if several do
   */
  public static <T, I> Optional<T> find(
      String given,
      Function<String, Optional<T>> exact,
      BiFunction<String, Integer, List<I>> startingWith) {
    Optional<T> found = exact.apply(given);
    if (found.isPresent() || given.length() < SHORTEST_PREFIX) {
      return found;
    }
    List<String> ids =
        startingWith.apply(given, CANDIDATES).stream().map(Object::toString).toList();
    if (ids.size() > 1) {
      throw new AmbiguousIdException(given, ids);
    }
    return ids.stream().findFirst().flatMap(exact);
  }
}
