package dev.orch.turn;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.session.SessionPlaces;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a session's worktree differs from its base by, now. */
public final class WorktreeDiff {
  private final Worktrees worktrees;
  private final Path scratch;

  /**
   * With a folder for files that live for one call.
   *
   * @param scratch made when it is needed
   */
  public WorktreeDiff(Worktrees worktrees, Path scratch) {
    this.worktrees = worktrees;
    this.scratch = scratch;
  }

  /**
   * The unified diff, byte-exact, as {@code git apply} takes it. Empty for a session that only
   * reads the checkout and for one whose worktree was never made; the last stored one where the
   * worktree is gone.
   */
  public byte[] now(Project project, Session session) {
    Optional<WorktreeRequest> worktree = LiveTurn.worktreeOf(session);
    if (worktree.isEmpty()) {
      return new byte[0];
    }
    if (!Files.isDirectory(worktree.get().path())) {
      return lastStored(session);
    }
    try {
      Files.createDirectories(scratch);
      Path target = Files.createTempFile(scratch, "diff-", ".patch");
      try {
        worktrees.diff(
            new Repository(project.path(), project.commonGitDir()), worktree.get(), target);
        return Files.readAllBytes(target);
      } catch (WorktreeFailedException _) {
        return lastStored(session);
      } finally {
        Files.deleteIfExists(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The diff that was stored after the turn; empty if there is none. */
  public Optional<byte[]> ofTurn(Session session, int turn) {
    Path stored =
        SessionPlaces.artifacts(session).resolve(Integer.toString(turn)).resolve("diff.patch");
    try {
      return Files.isRegularFile(stored)
          ? Optional.of(Files.readAllBytes(stored))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] lastStored(Session session) {
    for (int turn = session.progress().turnCount(); turn > 0; turn--) {
      Optional<byte[]> stored = ofTurn(session, turn);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    return new byte[0];
  }
}
