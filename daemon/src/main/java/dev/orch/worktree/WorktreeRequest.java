package dev.orch.worktree;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The worktree that a session needs. Everything in it was committed to the store before.
 *
 * @param path where, absolute; its parent is the ceiling that no git command climbs over
 * @param base the commit that the branch starts at, in full
 */
public record WorktreeRequest(SessionId session, Path path, BranchName branch, String base) {

  /** Empty for a session that only reads the checkout. */
  public static Optional<WorktreeRequest> of(Session session) {
    Session.Place place = session.place();
    if (place.branch() == null || place.baseCommit() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new WorktreeRequest(
            session.id(), place.folder(), new BranchName(place.branch()), place.baseCommit()));
  }

  /** The commit last seen in the session's worktree; the base before there was one. */
  public String recordedHead(Session of) {
    String head = of.place().headCommit();
    return head == null ? base : head;
  }
}
