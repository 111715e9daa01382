package dev.orch.operation.cleanup;

import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.trash.SessionRefs;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an entry of the trash should hold and is not there, and says what can be done. Changes
 * nothing.
 */
final class Missing {
  private final SessionRefs refs;

  Missing(SessionRefs refs) {
    this.refs = refs;
  }

  /** A folder of an entry that nobody has begun to give back or to remove. */
  Optional<String> folder(Kept kept) {
    return Remains.findMissing(kept)
        .map(folder ->
            "%1$s is not there, its disk may be away: bring it back; if it is gone for good, what git keeps can be had without it: mkdir -p %2$s, then again"
                .formatted(folder, quoted(folder)));
  }

  /** The disk that a folder of the entry is on. */
  Optional<String> disk(Kept kept) {
    return Remains.findAway(kept)
        .map(folder ->
            "%1$s is not there, its disk may be away: bring it back; if it is gone for good: mkdir -p %2$s, then again"
                .formatted(folder, quoted(folder)));
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
