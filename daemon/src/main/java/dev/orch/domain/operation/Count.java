package dev.orch.domain.operation;

/** How many there are of something, as people say it. */
public final class Count {
  private Count() {}

  /** {@code 1 turn}, {@code 2 turns}. */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
