package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.git.GitPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session's change merged into the tree of the project's HEAD. All of it is in a scratch object
 * store.
 *
 * @param project where git finds what was made
 * @param entries what the merge changes in HEAD's tree
 * @param conflicts what could not be merged, with the kind of its conflict
 * @param leftOut what of the worktree does not come along
 */
record MergedChange(
    GitPlace project,
    Trees trees,
    List<Entry> entries,
    Map<RawPath, Obstacle.Why> conflicts,
    List<Obstacle> leftOut) {

  /**
   * What is compared: the tree of the project's HEAD, and the same with the session's change.
   *
   * @param versions what was applied of the session, the oldest first, and then what is merged here
   */
  record Trees(String head, String merged, List<String> versions) {}

  /**
   * A path that differs.
   *
   * @param oldMode as git writes it; all zeros for nothing
   */
  record Entry(RawPath path, String oldMode, String newMode, String oldBlob, String newBlob) {
    private static final String NOTHING = "000000";
    private static final String GITLINK = "160000";

    /** Mode and id, as they were. */
    String before() {
      return oldMode + " " + oldBlob;
    }

    /** Mode and id, as they are. */
    String now() {
      return newMode + " " + newBlob;
    }

    boolean isAdded() {
      return oldMode.equals(NOTHING);
    }

    boolean isRemoved() {
      return newMode.equals(NOTHING);
    }

    /** What became of a submodule; empty where none is or was. */
    Optional<Obstacle.Why> submodule() {
      boolean was = oldMode.equals(GITLINK);
      if (newMode.equals(GITLINK)) {
        return Optional.of(was ? Obstacle.Why.SUBMODULE : Obstacle.Why.SUBMODULE_ADDED);
      }
      return was ? Optional.of(Obstacle.Why.SUBMODULE_REMOVED) : Optional.empty();
    }
  }
}
