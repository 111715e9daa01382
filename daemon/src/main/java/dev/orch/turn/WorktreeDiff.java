package dev.orch.turn;

import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RepositoryUnreadableException;
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
import java.util.List;
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
   *
   * @throws RepositoryUnreadableException if git cannot tell
   */
  public byte[] now(Project project, Session session) {
    Optional<WorktreeRequest> worktree = WorktreeRequest.of(session);
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
      } catch (WorktreeFailedException failure) {
        if (Files.isDirectory(worktree.get().path())) {
          throw new RepositoryUnreadableException(project.path(), failure);
        }
        return lastStored(session);
      } finally {
        Files.deleteIfExists(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The diff that was stored after a turn. Empty for a session that only reads the checkout.
   *
   * @throws NotFoundException if none was stored
   */
  public byte[] ofTurn(Session session, int turn) {
    if (WorktreeRequest.of(session).isEmpty()) {
      return new byte[0];
    }
    return findStored(session, turn)
        .orElseThrow(() ->
            new NotFoundException(
                NotFoundException.Thing.ARTIFACT, "diff.patch of turn " + turn, List.of()));
  }

  private static Optional<byte[]> findStored(Session session, int turn) {
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

  private static byte[] lastStored(Session session) {
    for (int turn = session.progress().turnCount(); turn > 0; turn--) {
      Optional<byte[]> stored = findStored(session, turn);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    return new byte[0];
  }
}
