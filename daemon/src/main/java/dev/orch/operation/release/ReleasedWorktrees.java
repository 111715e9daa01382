package dev.orch.operation.release;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.domain.session.Session;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Head;
import dev.orch.worktree.Patch;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.RemoteMirror;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Worktree;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Worktrees of which some were given up: whoever asks for one gets it, made again as it was, and
 * need not know. That it is back is committed before what was kept of it goes. All else is the
 * other's work.
 */
public final class ReleasedWorktrees implements Worktrees {
  private final Worktrees all;
  private final PreservedWorktrees preserved;
  private final Stores stores;
  private final SessionLedger ledger;

  /** Over those that are there. */
  public ReleasedWorktrees(
      Worktrees all, PreservedWorktrees preserved, Stores stores, SessionLedger ledger) {
    this.all = all;
    this.preserved = preserved;
    this.stores = stores;
    this.ledger = ledger;
  }

  @Override
  public Worktree create(
      Repository repository,
      WorktreeRequest request,
      String recordedHead,
      Map<String, String> marks) {
    Optional<ReleasedWorktree> released = stores.releases().find(request.session());
    if (released.isEmpty()) {
      return all.create(repository, request, recordedHead, marks);
    }
    if (!released.get().isBack()) {
      Preserved kept = require(repository, released.get());
      Worktree back = preserved.restore(repository, request, kept, marks);
      stores.transactions().write(() -> comeBack(back, request.branch(), kept));
    }
    forget(repository, released.get());
    return all.create(repository, request, recordedHead, marks);
  }

  private void comeBack(Worktree back, BranchName branch, Preserved kept) {
    stores.releases().comeBack(kept.session());
    Session session =
        ledger.change(
            kept.session(), before -> before.withPlace(before.place().withHead(back.head())));
    ledger.append(
        ledger.touch(session.id()),
        session.progress().turnCount(),
        EventType.WORKTREE_RESTORED,
        Actor.DAEMON,
        new WorktreePayload.Restored(
            back.path().toString(), branch.value(), back.head(), kept.ref()));
  }

  private void forget(Repository repository, ReleasedWorktree released) {
    preserved.drop(repository, released.session(), released.number());
    stores.transactions().write(() -> stores.releases().forget(released.session()));
  }

  private Preserved require(Repository repository, ReleasedWorktree released) {
    return preserved.require(repository, released.session(), released.number());
  }

  @Override
  public void check(Repository repository, WorktreeRequest request, String recordedHead) {
    Optional<ReleasedWorktree> away = stores.releases().findAway(request.session());
    if (away.isEmpty()) {
      all.check(repository, request, recordedHead);
    } else {
      preserved.check(repository, request, require(repository, away.get()));
    }
  }

  @Override
  public boolean isMissing(Repository repository, WorktreeRequest request) {
    return stores.releases().findAway(request.session()).isEmpty()
        && all.isMissing(repository, request);
  }

  @Override
  public Patch diff(Repository repository, WorktreeRequest request, Path target) {
    Optional<ReleasedWorktree> away = stores.releases().findAway(request.session());
    return away.isEmpty()
        ? all.diff(repository, request, target)
        : preserved.diff(repository, require(repository, away.get()), request.base(), target);
  }

  @Override
  public Repository open(Path path) {
    return all.open(path);
  }

  @Override
  public void requireUsable(Repository repository) {
    all.requireUsable(repository);
  }

  @Override
  public List<RemoteMirror> listMirrors(Repository repository) {
    return all.listMirrors(repository);
  }

  @Override
  public boolean isIn(Repository repository, String commit, String path) {
    return all.isIn(repository, commit, path);
  }

  @Override
  public Optional<String> textIn(Repository repository, String commit, String path, int atMost) {
    return all.textIn(repository, commit, path, atMost);
  }

  @Override
  public Optional<BranchName> currentBranch(Repository repository) {
    return all.currentBranch(repository);
  }

  @Override
  public Optional<String> findCommit(Repository repository, String name) {
    return all.findCommit(repository, name);
  }

  @Override
  public void requireRuntimeFolder(Repository repository, RuntimeFolder folder) {
    all.requireRuntimeFolder(repository, folder);
  }

  @Override
  public void takeRuntimeFolder(Repository repository, RuntimeFolder folder) {
    all.takeRuntimeFolder(repository, folder);
  }

  @Override
  public void takeWorktreeRoot(Path root, RuntimeFolder owner) {
    all.takeWorktreeRoot(root, owner);
  }

  @Override
  public void requireWorktreeRoot(Path root, RuntimeFolder owner) {
    all.requireWorktreeRoot(root, owner);
  }

  @Override
  public void remove(Repository repository, WorktreeRequest request) {
    all.remove(repository, request);
  }

  @Override
  public List<WorktreeEntry> list(Repository repository) {
    return all.list(repository);
  }

  @Override
  public void repair(Repository repository, List<Path> worktrees) {
    all.repair(repository, worktrees);
  }

  @Override
  public boolean isCutOff(Repository repository, Path worktree) {
    return all.isCutOff(repository, worktree);
  }

  @Override
  public boolean isSetAside(Repository repository, Path worktree) {
    return all.isSetAside(repository, worktree);
  }

  @Override
  public void rejoin(Repository repository, Path worktree) {
    all.rejoin(repository, worktree);
  }

  @Override
  public Head head(Repository repository, Path worktree) {
    return all.head(repository, worktree);
  }

  @Override
  public Set<String> branches(Repository repository) {
    return all.branches(repository);
  }

  @Override
  public boolean isRuntimeFolderExcluded(Repository repository, RuntimeFolder folder) {
    return all.isRuntimeFolderExcluded(repository, folder);
  }

  @Override
  public List<Path> listMoved(Repository repository, Path folder) {
    return all.listMoved(repository, folder);
  }

  @Override
  public Set<String> namesOfOurs(Repository repository) {
    return all.namesOfOurs(repository);
  }

  @Override
  public Path ownFolder(Repository repository, Path worktree) {
    return all.ownFolder(repository, worktree);
  }

  @Override
  public List<String> findIgnored(Repository repository, List<String> patterns) {
    return all.findIgnored(repository, patterns);
  }

  @Override
  public List<String> ignoredIn(Repository repository, Path worktree, List<String> paths) {
    return all.ignoredIn(repository, worktree, paths);
  }
}
