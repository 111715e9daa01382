package dev.orch.worktree.checkout;

import dev.orch.domain.project.RawPath;

/**
 * What is to be done at one path.
 *
 * @param original what was there before the session's first apply that is neither undone nor
 *     committed
 * @param old what was found when the plan was made
 * @param next what is to be there
 */
public record PathChange(RawPath path, PathState original, PathState old, PathState next) {

  /** What a person sees of it. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }

  /** Whether there is something to do. */
  public boolean isNeeded() {
    return !old.isLike(next);
  }

  /** Whether that may be there while the change is carried out: before it, after it, between. */
  public boolean isOnTheWay(PathState found) {
    boolean between =
        found instanceof PathState.Absent
            && (old instanceof PathState.Folder || next instanceof PathState.Folder);
    return between || found.isLike(old) || found.isLike(next);
  }

  /** Whether the path takes a file or a link. */
  public boolean writes() {
    return next instanceof PathState.File || next instanceof PathState.Link;
  }

  /** What a person sees of it. */
  public Kind kind() {
    boolean was = old instanceof PathState.File || old instanceof PathState.Link;
    if (!writes()) {
      return Kind.REMOVED;
    }
    return was ? Kind.CHANGED : Kind.ADDED;
  }
}
