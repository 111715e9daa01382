package dev.orch.domain.project;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session's branch cannot be made: one is there already, or is to be another session's. */
public final class BranchTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String OTHERWISE =
      "name one with --branch, or set another branch_template: orch projects set";

  private final @Nullable String hint;

  private BranchTakenException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  /**
   * For the name that a user gave.
   *
   * @param clash which git cannot have the name beside
   */
  public static BranchTakenException given(String name, String clash) {
    return new BranchTakenException(
        name.equals(clash)
            ? "there is a branch %s already: choose another name".formatted(name)
            : "there is a branch %s, which git cannot have %s beside: choose another name"
                .formatted(clash, name),
        null);
  }

  /** For a name that was not given and lies below a branch: no suffix makes it free. */
  static BranchTakenException below(String name, String branch) {
    return new BranchTakenException(
        "there is a branch %s, below which git can have none such as %s".formatted(branch, name),
        OTHERWISE);
  }

  /** For a name that was not given and is there with every number up to this one. */
  static BranchTakenException numbered(String name, int most) {
    return new BranchTakenException(
        "the branches %s to %s-%d are there already".formatted(name, name, most), OTHERWISE);
  }

  /** What to do, where that is not the usual. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
