package dev.orch.worktree.checkout;

import dev.orch.domain.project.RawPath;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a plan.
 *
 * @param written the paths that are as planned now; none if it ended before its first write
 * @param notWritten the paths where something else was found, and those that were left because of
 *     them; empty if all is done
 * @param why what kept a path from being written, or where is what was edited in that moment; empty
 *     if it was changed before, or all is done
 * @param aside where a file of the checkout is that could not go back to its place: the next call
 *     tries again; empty for none
 */
public record ChangeOutcome(
    List<RawPath> written, List<RawPath> notWritten, String why, List<Path> aside) {

  /** Whether all is as planned, and nothing is to be told. */
  public boolean isComplete() {
    return notWritten.isEmpty() && why.isEmpty();
  }

  /** The same, of a call that has written nothing: who did is somebody else. */
  public ChangeOutcome withoutWrites() {
    return new ChangeOutcome(List.of(), notWritten, why, aside);
  }
}
