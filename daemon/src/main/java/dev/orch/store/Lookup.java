package dev.orch.store;

import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds what a user names by an id or by the unique beginning of one, at least three characters.
 */
public final class Lookup {
  private static final int SHORTEST_PREFIX = 3;
  private static final int CANDIDATES = 5;

  private Lookup() {}

  /** That there is no such thing, and why one that begins so was not looked for. */
  public static NotFoundException missing(NotFoundException.Thing thing, String given) {
    String note =
        given.length() < SHORTEST_PREFIX
            ? ": the beginning of an id has at least %d characters".formatted(SHORTEST_PREFIX)
            : "";
    return new NotFoundException(thing, given, List.of(), note);
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
