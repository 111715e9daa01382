package dev.orch.worktree;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The worktree that a session needs. Everything in it was committed to the store before.
 *
 * @param path where, absolute; its parent is the ceiling that no git command climbs over
 * @param branch that it is on; of a detached one the name that it gets when it is had back from the
 *     trash, and that nobody makes before
 * @param base the commit that the branch starts at, in full
 */
public record WorktreeRequest(
    SessionId session, Path path, BranchName branch, String base, Standing standing) {

  /** What its head is on. */
  public enum Standing {
    /** A branch of the session's own. */
    ON_BRANCH,
    /** The base commit, to be read. */
    DETACHED
  }

  /** For work on a branch. */
  public WorktreeRequest(SessionId session, Path path, BranchName branch, String base) {
    this(session, path, branch, base, Standing.ON_BRANCH);
  }

  /**
   * Empty for a session that reads the checkout. One that only reads, of a project that has no
   * checkout, has a detached worktree.
   */
  public static Optional<WorktreeRequest> of(Session session) {
    Session.Place place = session.place();
    String base = place.baseCommit();
    if (base == null) {
      return Optional.empty();
    }
    String branch = place.branch();
    return Optional.of(
        branch == null
            ? new WorktreeRequest(
                session.id(),
                place.folder(),
                new BranchName("orch/read/" + session.id()),
                base,
                Standing.DETACHED)
            : new WorktreeRequest(session.id(), place.folder(), new BranchName(branch), base));
  }

  /** The same for a session that changes its worktree: empty for all that only read. */
  public static Optional<WorktreeRequest> ofWork(Session session) {
    return of(session).filter(request -> !request.isDetached());
  }

  /** The same in another place. */
  public WorktreeRequest at(Path other) {
    return new WorktreeRequest(session, other, branch, base, standing);
  }

  /** Whether it is on no branch. */
  public boolean isDetached() {
    return standing == Standing.DETACHED;
  }

  /**
   * The folder outside of the repositories that the session's worktree was put below, {@code
   * <root>/<project>/<session>}; empty where it lies beside the session's other files. It is what
   * was recorded, whatever is set now.
   */
  public static Optional<Path> rootOf(Session session) {
    Path folder = session.place().folder();
    Path runtime = session.place().log().resolveSibling("..").normalize();
    return folder.startsWith(runtime)
        ? Optional.empty()
        : Optional.ofNullable(folder.getParent()).map(Path::getParent);
  }

  /** The commit last seen in the session's worktree; the base before there was one. */
  public String recordedHead(Session of) {
    String head = of.place().headCommit();
    return head == null ? base : head;
  }
}
