package dev.orch.api.apply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an apply would do now.
 *
 * @param planHash by which it is agreed to
 * @param files what would be changed in the checkout; empty where it is all there
 * @param conflicts while there is one nothing is done
 * @param leftOut what of the session's work does not come along
 * @param hint what to do about the conflicts, where that is not to clear them away
 */
public record ApplyPreview(
    String planHash,
    List<File> files,
    List<Obstacle> conflicts,
    List<Obstacle> leftOut,
    @Nullable String hint) {

  /**
   * One path.
   *
   * @param path relative to the checkout
   * @param raw whether the name is no UTF-8, and so percent-encoded
   */
  public record File(String path, Change change, boolean raw) {}

  /** What happens to it. */
  public enum Change {
    ADDED,
    CHANGED,
    REMOVED
  }

  /**
   * A path with a reason.
   *
   * @param path relative to the checkout
   * @param why for a person
   * @param raw whether the name is no UTF-8, and so percent-encoded
   */
  public record Obstacle(String path, String why, boolean raw) {}
}
