package dev.orch.doctor.worktree;

import dev.orch.doctor.Check;
import dev.orch.doctor.Finding;
import dev.orch.doctor.FolderEntries;
import dev.orch.doctor.KnownProjects;
import dev.orch.doctor.RepairRefusedException;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.session.SessionPlaces;
import dev.orch.store.SessionStore;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Worktrees at places of ours of which no session is on record: a folder, an entry in the
 * repository's list of them, or both. What holds work is never removed.
 *
 * @param needed whether something that is under way or kept of a session that was deleted still
 *     needs what git lists of its worktree
 */
public record OrphanWorktrees(
    KnownProjects projects,
    SessionStore sessions,
    Predicate<Session> needed,
    Worktrees worktrees,
    SessionPlaces places)
    implements Check {

  /** One of them; the branch is null where there is none. */
  private record Orphan(KnownProjects.Known known, Path path, @Nullable BranchName branch) {
    SessionId id() {
      return new SessionId(String.valueOf(path.getFileName()));
    }
  }

  /** What is there is listed first: a session is on record before its worktree is made. */
  @Override
  public List<Finding> look() {
    return projects.there().stream()
        .filter(this::isOurPlace)
        .flatMap(known -> atPlacesOfOurs(known).stream())
        .filter(this::belongsToNobody)
        .map(this::finding)
        .toList();
  }

  /** Where another installation works, its sessions are unknown here. */
  private boolean isOurPlace(KnownProjects.Known known) {
    RuntimeFolder runtime = places.runtimeFolder();
    Path root = runtime.worktreeRoot();
    try {
      if (root == null) {
        worktrees.requireRuntimeFolder(known.repository(), runtime);
      } else {
        worktrees.requireWorktreeRoot(root, runtime);
      }
      return true;
    } catch (RepositoryRefusedException | WorktreeFailedException _) {
      return false;
    }
  }

  private List<Orphan> atPlacesOfOurs(KnownProjects.Known known) {
    Path ours = places.worktrees(known.project());
    Map<Path, Orphan> found = new LinkedHashMap<>();
    for (WorktreeEntry entry : worktrees.list(known.repository())) {
      String branch = entry.branch();
      if (ours.equals(entry.path().getParent())) {
        BranchName name =
            branch != null && BranchName.isBranchName(branch) ? new BranchName(branch) : null;
        found.put(entry.path(), new Orphan(known, entry.path(), name));
      }
    }
    FolderEntries.of(ours).forEach(path -> found.putIfAbsent(path, new Orphan(known, path, null)));
    return found.values().stream()
        .filter(orphan -> RandomIds.isId(String.valueOf(orphan.path().getFileName())))
        .toList();
  }

  /**
   * A session that was deleted has one too: while it is taken away, or once it was restored. What
   * git lists of it without a folder was left, unless the folder is on a disk that is away or is to
   * be given back: its branch is checked out in it then.
   */
  private boolean belongsToNobody(Orphan orphan) {
    boolean isGone = !Files.exists(orphan.path(), LinkOption.NOFOLLOW_LINKS);
    if (isGone && !Files.isDirectory(places.worktrees(orphan.known().project()))) {
      return false;
    }
    return sessions
        .find(orphan.id())
        .filter(
            session -> !isGone || session.state() != SessionState.DELETED || needed.test(session))
        .isEmpty();
  }

  private Finding finding(Orphan orphan) {
    return new Finding(
        Finding.Code.ORPHAN_WORKTREE,
        "a worktree of %s belongs to no session".formatted(orphan.known().project().slug()),
        orphan.path().toString(),
        "orch doctor --fix removes it if it holds no work; see with: git --git-dir=%s worktree list"
            .formatted(orphan.known().repository().commonGitDir()),
        () -> remove(orphan));
  }

  /** Measured against what is checked out in the project: what is not in there is work. */
  private void remove(Orphan orphan) {
    Optional<String> base = worktrees.findCommit(orphan.known().repository(), "HEAD");
    if (!belongsToNobody(orphan) || base.isEmpty()) {
      return;
    }
    BranchName branch = orphan.branch();
    try {
      worktrees.remove(
          orphan.known().repository(),
          new WorktreeRequest(
              orphan.id(),
              orphan.path(),
              branch == null ? new BranchName("orch/none/" + orphan.id()) : branch,
              base.get()));
    } catch (WorktreeDirtyException e) {
      throw new RepairRefusedException(String.valueOf(e.getMessage()), e);
    }
  }
}
