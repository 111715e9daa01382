package dev.orch.doctor.worktree;

import dev.orch.doctor.Check;
import dev.orch.doctor.Finding;
import dev.orch.doctor.FolderEntries;
import dev.orch.doctor.KnownProjects;
import dev.orch.doctor.RepairRefusedException;
import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.session.SessionPlaces;
import dev.orch.store.SessionStore;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.OwnFolders;
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
 * repository's list of them, or both; or one that is deleted. What holds work is never removed, and
 * nothing that was had back from the trash: that is a person's.
 *
 * @param busy whether an operation is at work on a session's files, or ended in the middle of that
 * @param inTrash whether the trash has something of a session that was deleted, which needs what
 *     git lists of its worktree
 * @param restored whether what the trash had of a session was given back
 */
public record OrphanWorktrees(
    KnownProjects projects,
    SessionStore sessions,
    Predicate<SessionId> busy,
    Predicate<Session> inTrash,
    Predicate<SessionId> restored,
    Worktrees worktrees,
    SessionPlaces places)
    implements Check {

  /** One of them; the entry is null where git lists none. */
  private record Orphan(KnownProjects.Known known, Path path, @Nullable WorktreeEntry entry) {
    SessionId id() {
      return new SessionId(String.valueOf(path.getFileName()));
    }

    boolean isGone() {
      return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    Optional<BranchName> branch() {
      return Optional.ofNullable(entry)
          .map(WorktreeEntry::branch)
          .filter(BranchName::isBranchName)
          .map(BranchName::new);
    }

    /** Git on the repository, as a person types it. */
    String git(String words) {
      return "git --git-dir=%s %s"
          .formatted(ShellWord.quoted(known.repository().commonGitDir().toString()), words);
    }

    String quoted() {
      return ShellWord.quoted(path.toString());
    }
  }

  /** What is there is listed first: a session is on record before its worktree is made. */
  @Override
  public List<Finding> look() {
    return projects.there().stream()
        .filter(this::isOurPlace)
        .flatMap(known -> atPlacesOfOurs(known).stream())
        .flatMap(orphan -> examine(orphan).stream())
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
      if (ours.equals(entry.path().getParent())) {
        found.put(entry.path(), new Orphan(known, entry.path(), entry));
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
    if (orphan.isGone() && isAway(orphan)) {
      return false;
    }
    return sessions
        .find(orphan.id())
        .filter(session ->
            !orphan.isGone() || session.state() != SessionState.DELETED || isNeeded(session))
        .isEmpty();
  }

  private boolean isAway(Orphan orphan) {
    return !Files.isDirectory(places.worktrees(orphan.known().project()));
  }

  private boolean isNeeded(Session deleted) {
    return busy.test(deleted.id()) || inTrash.test(deleted) || restored.test(deleted.id());
  }

  private Optional<Finding> examine(Orphan orphan) {
    return belongsToNobody(orphan)
        ? Optional.of(finding(orphan))
        : sessions
            .find(orphan.id())
            .filter(session -> session.state() == SessionState.DELETED)
            .filter(session -> !busy.test(session.id()))
            .flatMap(session ->
                isGivenBack(session)
                    ? personsOwn(orphan, session)
                    : Optional.of(session)
                        .filter(deleted -> isUnasked(orphan, deleted))
                        .map(deleted -> unasked(orphan, deleted)));
  }

  /** Whether all that the trash had of it is back. */
  private boolean isGivenBack(Session deleted) {
    return restored.test(deleted.id()) && !inTrash.test(deleted);
  }

  /**
   * Whether something stands in the way of what the trash has, or a folder is back that was away
   * when its session was deleted.
   */
  private boolean isUnasked(Orphan orphan, Session deleted) {
    return OwnFolders.isTaken(orphan.path()) && (inTrash.test(deleted) || isSetAside(orphan));
  }

  private boolean isSetAside(Orphan orphan) {
    return worktrees.isSetAside(orphan.known().repository(), orphan.path());
  }

  private Finding unasked(Orphan orphan, Session deleted) {
    return Finding.told(
        Finding.Code.ORPHAN_WORKTREE,
        "something stands where the worktree of session %s was, which is deleted: %s"
            .formatted(deleted.id(), orphan.path()),
        orphan.path().toString(),
        inTrash.test(deleted)
            ? "move it away; what the trash has comes back there: orch restore " + deleted.id()
            : "move it away; or look what is in it, and remove it: rm -r " + orphan.quoted());
  }

  /** What a restore has given back is told of like the worktree of a session, and is left alone. */
  private Optional<Finding> personsOwn(Orphan orphan, Session deleted) {
    if (orphan.isGone()) {
      return isAway(orphan) ? Optional.empty() : Optional.of(moved(orphan, deleted));
    }
    return orphan.entry() == null && OwnFolders.isTaken(orphan.path()) && isSetAside(orphan)
        ? Optional.of(unlisted(orphan, deleted))
        : Optional.empty();
  }

  private static Finding moved(Orphan orphan, Session deleted) {
    return Finding.told(
        Finding.Code.WORKTREE_MISSING,
        "the worktree that orch restore gave back of session %s is gone: %s"
            .formatted(deleted.id(), orphan.path()),
        orphan.path().toString(),
        "bring the folder back if it was moved; or have git forget it: " + forgetting(orphan));
  }

  /**
   * What was committed on no branch is found by what git has of the worktree alone. A folder that
   * is back by then is not removed with changes in it.
   */
  private static String forgetting(Orphan orphan) {
    WorktreeEntry entry = orphan.entry();
    String forget =
        "%s; %s"
            .formatted(
                orphan.git("worktree unlock " + orphan.quoted()),
                orphan.git("worktree remove " + orphan.quoted()));
    return entry == null || entry.branch() != null
        ? forget
        : "%s keeps what was committed in it, then %s"
            .formatted(orphan.git("branch NAME " + entry.head()), forget);
  }

  private static Finding unlisted(Orphan orphan, Session deleted) {
    return Finding.told(
        Finding.Code.WORKTREE_CUT_OFF,
        "git does not list the worktree that orch restore gave back of session %s: %s"
            .formatted(deleted.id(), orphan.path()),
        orphan.path().toString(),
        "have it listed again: " + orphan.git("worktree repair " + orphan.quoted()));
  }

  private Finding finding(Orphan orphan) {
    return new Finding(
        Finding.Code.ORPHAN_WORKTREE,
        "a worktree of %s belongs to no session: %s"
            .formatted(orphan.known().project().slug(), orphan.path()),
        orphan.path().toString(),
        "orch doctor --fix removes it if it holds no work; " + keeping(orphan),
        () -> remove(orphan));
  }

  private static String keeping(Orphan orphan) {
    if (orphan.isGone()) {
      return "or bring the folder back; or have git forget it: " + forgetting(orphan);
    }
    return "or keep it, in another place: "
        + (orphan.entry() == null
            ? "mv %s NEW".formatted(orphan.quoted())
            : orphan.git("worktree move --force --force %s NEW".formatted(orphan.quoted())));
  }

  /** Measured against what is checked out in the project: what is not in there is work. */
  private void remove(Orphan orphan) {
    Optional<String> base = worktrees.findCommit(orphan.known().repository(), "HEAD");
    if (!belongsToNobody(orphan) || base.isEmpty()) {
      return;
    }
    try {
      worktrees.remove(
          orphan.known().repository(),
          new WorktreeRequest(
              orphan.id(),
              orphan.path(),
              orphan.branch().orElseGet(() -> new BranchName("orch/none/" + orphan.id())),
              base.get()));
    } catch (WorktreeDirtyException e) {
      throw new RepairRefusedException(String.valueOf(e.getMessage()), e);
    }
  }
}
