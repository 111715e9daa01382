package dev.orch.operation.cleanup;

import dev.orch.domain.operation.AwayFolder;
import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.trash.SessionRefs;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an entry of the trash should hold and is not there, or what stands in the way of it,
 * and says what can be done. Changes nothing.
 */
final class Missing {
  private final SessionRefs refs;

  Missing(SessionRefs refs) {
    this.refs = refs;
  }

  /**
   * The repository: another one is in its place, which has nothing of the entry, neither a ref nor
   * a folder, and not even the commit that the session began from.
   */
  Optional<String> repository(SessionId session, Kept kept) {
    Repository found = kept.home().repository();
    return found.isThere() && isAnother(found, session, kept)
        ? Optional.of(
            "%1$s is another repository than it was deleted in: it has nothing of it, and not the commit %2$s that it began from. Bring the right one back; if that is gone for good, move this one away and empty the trash again"
                .formatted(kept.home().topLevel(), kept.tree().base()))
        : Optional.empty();
  }

  private boolean isAnother(Repository found, SessionId session, Kept kept) {
    try {
      return ref(session, kept).isPresent()
          && !Sizes.exists(kept.ownOfRepository())
          && !refs.hasCommit(found, kept.tree().base());
    } catch (WorktreeFailedException _) {
      // Whatever is begun fails by it too, and says so.
      return false;
    }
  }

  /** A folder of an entry that nobody has begun to give back or to remove. */
  Optional<String> folder(Kept kept) {
    return Remains.findMissing(kept)
        .map(folder ->
            "%s; if it is gone for good, what git keeps can be had without it: mkdir -p %s, then again"
                .formatted(AwayFolder.text(folder), quoted(folder)));
  }

  /** The disk that a folder of the entry is on. */
  Optional<String> disk(Kept kept) {
    return Remains.findAway(kept).map(Missing::away);
  }

  /** What is said of a folder without which nothing is moved or removed. */
  static String away(Path folder) {
    return "%s; if it is gone for good: mkdir -p %s, then again"
        .formatted(AwayFolder.text(folder), quoted(folder));
  }

  /** The disk that the worktree is to come back to: nothing is made where it is to be mounted. */
  Optional<String> diskOfPlace(Kept kept) {
    return kept.findAway().map(Missing::away);
  }

  /** What stands where the worktree is to come back, for what nobody has begun to give back. */
  Optional<String> place(Kept kept) {
    return Optional.of(Path.of(kept.tree().path()))
        .filter(OwnFolders::isTaken)
        .map("something stands at %s: move it away, then restore again"::formatted);
  }

  /** A name in the repository: until all is back, nothing of ours removes one. */
  Optional<String> ref(SessionId session, Kept kept) {
    @Nullable String tip = kept.tree().tip();
    if (tip != null && !refs.isKept(kept.home().repository(), kept.trashId())) {
      return Optional.of(
          "refs/orch/trash/%1$s was removed from %2$s, by a fetch of a mirror perhaps; if git still has the commit: git --git-dir=%3$s update-ref refs/orch/trash/%1$s %4$s"
              .formatted(kept.trashId(), kept.home().commonGitDir(), quoted(kept), tip));
    }
    return hasState(session, kept)
        ? Optional.empty()
        : Optional.of(
            "%s was removed from %s, by a fetch of a mirror perhaps, and the changes that were not committed with it; what was committed: git --git-dir=%s branch NAME %s"
                .formatted(
                    Preserved.ref(session, kept.number()),
                    kept.home().commonGitDir(),
                    quoted(kept),
                    Objects.requireNonNullElse(tip, kept.tree().base())));
  }

  /** Whether the state is there that it is made from, if it is made from one. */
  private boolean hasState(SessionId session, Kept kept) {
    if (kept.number() == 0 || kept.tree().whole()) {
      return true;
    }
    return refs.kept(kept.home().repository(), session)
        .contains(Preserved.ref(session, kept.number()));
  }

  private static String quoted(Kept kept) {
    return quoted(Path.of(kept.home().commonGitDir()));
  }

  private static String quoted(Path path) {
    return ShellWord.quoted(path.toString());
  }
}
