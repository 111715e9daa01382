package dev.orch.turn;

import dev.orch.domain.session.SessionId;
import dev.orch.session.SessionPlaces;
import dev.orch.worktree.Head;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a turn left in its worktree, where it still can be read. */
record WorktreeReader(Worktrees worktrees) {

  /** Empty for a session without a worktree, and for one whose worktree is gone. */
  Optional<Head> findHead(LiveTurn live) {
    return live.worktree()
        .flatMap(worktree -> {
          try {
            return Optional.of(worktrees.head(live.repository(), worktree.path()));
          } catch (WorktreeFailedException _) {
            return Optional.empty();
          }
        });
  }

  /** Compares the worktree, made again for this turn, with the newest diff that is kept. */
  Loss loss(LiveTurn live) {
    int turn = live.turn().number();
    for (int earlier = turn - 1; earlier > 0; earlier--) {
      Path stored = SessionPlaces.diff(live.session(), earlier);
      if (Files.isRegularFile(stored)) {
        return new Loss(live.session().id(), turn, earlier, differs(live, stored));
      }
    }
    return new Loss(live.session().id(), turn, 0, true);
  }

  private boolean differs(LiveTurn live, Path stored) {
    try {
      Path now = Files.createTempFile(stored.getParent(), "diff-", ".now");
      try {
        worktrees.diff(live.repository(), live.worktree().orElseThrow(), now);
        return Files.mismatch(now, stored) >= 0;
      } finally {
        Files.deleteIfExists(now);
      }
    } catch (IOException | WorktreeFailedException _) {
      return true;
    }
  }

  /**
   * What a worktree that somebody removed lacks after it was made again.
   *
   * @param turn the turn that it was made again for
   * @param stored the newest turn whose diff is kept; 0 for none
   * @param more whether that diff has more than the commits, as far as can be told
   */
  record Loss(SessionId session, int turn, int stored, boolean more) {

    String text(String head) {
      return "the worktree was gone and was made again for turn %d at %s: it lacks %s"
          .formatted(
              turn, head, more ? "what was not committed" : "only the files that git ignores");
    }

    String hint() {
      if (!more) {
        return "everything else was committed; make the ignored files again if they are needed";
      }
      return stored == 0
          ? "no diff of it is kept; look for it where the folder went"
          : "orch diff %s --turn %d still has it, less the files that git ignores"
              .formatted(session, stored);
    }
  }
}
