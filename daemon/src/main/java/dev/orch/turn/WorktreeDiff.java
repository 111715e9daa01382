package dev.orch.turn;

import dev.orch.artifact.ArtifactGoneException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.DeletedSession;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.session.SessionPlaces;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Repository;
import dev.orch.worktree.UnreadableFilesException;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session's worktree differs from its base by, now. */
public final class WorktreeDiff {
  private static final Logger LOG = LoggerFactory.getLogger(WorktreeDiff.class);
  private final Worktrees worktrees;
  private final Path scratch;

  /**
   * With a folder for files that live until they are sent.
   *
   * @param scratch made when it is needed
   */
  public WorktreeDiff(Worktrees worktrees, Path scratch) {
    this.worktrees = worktrees;
    this.scratch = scratch;
  }

  /**
   * Deletes what an earlier daemon that was killed left of its diffs. Call it before the first one
   * is asked for. What cannot be deleted stays, and is said in the log.
   */
  public void deleteLeftovers() {
    if (!Files.isDirectory(scratch)) {
      return;
    }
    try (Stream<Path> all = Files.walk(scratch)) {
      List<Path> deepestFirst =
          all.filter(path -> !path.equals(scratch)).sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("What is left of earlier diffs cannot be deleted. folder={}", scratch, e);
    }
  }

  /**
   * A diff in a file.
   *
   * @param temporary whether the caller removes the file
   */
  public record Patch(Path file, long sizeBytes, boolean temporary) {}

  /**
   * The unified diff, byte-exact, as {@code git apply} takes it. None for a session that only reads
   * the checkout and for one whose worktree was never made; the last stored one where the worktree
   * is gone.
   *
   * @throws WorktreeUnusableException if something in it cannot be read: it would be missing
   * @throws RepositoryUnreadableException if git cannot tell
   * @throws ArtifactGoneException if the session is deleted, or the worktree is gone and none was
   *     stored, or that is gone too
   */
  public Optional<Patch> now(Project project, Session session) {
    requireKept(session);
    Optional<WorktreeRequest> worktree = WorktreeRequest.ofWork(session);
    if (worktree.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          write(new Repository(project.path(), project.commonGitDir()), worktree.get()));
    } catch (UnreadableFilesException failure) {
      throw new WorktreeUnusableException(failure);
    } catch (WorktreeFailedException failure) {
      if (Files.isDirectory(worktree.get().path())) {
        throw new RepositoryUnreadableException(project.path(), failure);
      }
      return lastStored(project, session);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireKept(Session session) {
    if (session.state() == SessionState.DELETED) {
      throw new ArtifactGoneException(
          "session %s is deleted, and its diff went with it".formatted(session.id()),
          DeletedSession.wayBack(session.id()));
    }
  }

  private Patch write(Repository repository, WorktreeRequest worktree) throws IOException {
    Files.createDirectories(scratch);
    Path target = Files.createTempFile(scratch, "diff-", ".patch");
    boolean whole = false;
    try {
      String unread = worktrees.diff(repository, worktree, target).unread();
      if (!unread.isEmpty()) {
        throw new UnreadableFilesException(unread);
      }
      Patch patch = new Patch(target, Files.size(target), true);
      whole = true;
      return patch;
    } finally {
      if (!whole) {
        Files.deleteIfExists(target);
      }
    }
  }

  /**
   * The diff that was stored after a turn. None for a session that only reads the checkout.
   *
   * @throws ArtifactGoneException if the session is deleted
   * @throws NotFoundException if none was stored
   */
  public Optional<Patch> ofTurn(Session session, int turn) {
    requireKept(session);
    if (WorktreeRequest.ofWork(session).isEmpty()) {
      return Optional.empty();
    }
    Optional<Patch> stored = findStored(session, turn);
    if (stored.isEmpty()) {
      throw new NotFoundException(
          NotFoundException.Thing.ARTIFACT, "diff.patch of turn " + turn, List.of());
    }
    return stored;
  }

  private static Optional<Patch> findStored(Session session, int turn) {
    Path stored = SessionPlaces.diff(session, turn);
    try {
      long size = OwnFolders.requireFile(stored, OwnFolders.OF_A_TURN).size();
      return Optional.of(new Patch(stored, size, false));
    } catch (NoSuchFileException | OwnFolders.InTheWayException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Patch> lastStored(Project project, Session session) {
    for (int turn = session.progress().turnCount(); turn > 0; turn--) {
      Optional<Patch> stored = findStored(session, turn);
      if (stored.isPresent()) {
        return stored;
      }
    }
    if (session.place().headCommit() == null) {
      return Optional.empty();
    }
    throw gone(project, session);
  }

  private static ArtifactGoneException gone(Project project, Session session) {
    Session.Place place = session.place();
    String what =
        Files.isDirectory(project.path())
            ? "the worktree " + place.folder() + " is gone"
            : "the repository " + project.path() + " is not there, nor is the worktree";
    return new ArtifactGoneException(
        "%s, and no diff of the session is left; the branch %s was last seen at %s, from %s"
            .formatted(what, place.branch(), place.headCommit(), place.baseCommit()));
  }
}
