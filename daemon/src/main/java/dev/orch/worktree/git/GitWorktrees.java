package dev.orch.worktree.git;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Head;
import dev.orch.worktree.Patch;
import dev.orch.worktree.Repository;
import dev.orch.worktree.Worktree;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Worktrees by the git command line. */
public final class GitWorktrees implements Worktrees {
  private static final String BRANCHES = "refs/heads/";
  private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private final Git git;
  private final Refs refs;
  private final RepositoryLocks locks = new RepositoryLocks();
  // Those that were taken since the daemon runs; shared by all threads.
  private final Set<Path> roots = ConcurrentHashMap.newKeySet();

  /** One object for the whole daemon: its locks keep the calls on one repository apart. */
  public GitWorktrees(Git git) {
    this.git = git;
    this.refs = new Refs(git);
  }

  @Override
  public Repository open(Path path) {
    return new RepositoryProbe(git).open(path);
  }

  @Override
  public Optional<BranchName> currentBranch(Repository repository) {
    GitPlace place = GitPlace.checkout(repository.topLevel());
    GitResult name = git.run(GitCall.at(place, "symbolic-ref", "--quiet", "HEAD"));
    return Optional.of(name.value())
        .filter(ref -> name.ok() && ref.startsWith(BRANCHES))
        .map(ref -> ref.substring(BRANCHES.length()))
        .filter(BranchName::isBranchName)
        .map(BranchName::new);
  }

  @Override
  public Optional<String> findCommit(Repository repository, String name) {
    if (name.isBlank() || name.startsWith("-") || name.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    GitPlace place = GitPlace.checkout(repository.topLevel());
    GitResult found =
        git.run(
            GitCall.at(
                place, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"));
    if (found.ok()) {
      return Optional.of(found.value());
    }
    requireReadable(place);
    return Optional.empty();
  }

  /** What does not find a name may as well find no repository. */
  private void requireReadable(GitPlace place) {
    git.require(GitCall.at(place, "rev-parse", "--git-dir"));
  }

  @Override
  public void requireRuntimeFolder(Repository repository, RuntimeFolder folder) {
    RuntimeOwner.of(repository, folder).require(folder);
  }

  @Override
  public void takeRuntimeFolder(Repository repository, RuntimeFolder folder) {
    requireThere(repository);
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          RuntimeExclude.add(repository, folder.name());
          RuntimeOwner.of(repository, folder).take(folder);
          return folder;
        });
  }

  @Override
  public void takeWorktreeRoot(Path root, RuntimeFolder owner) {
    locks.onWorktree(
        root,
        () -> {
          requireStillThere(root);
          RuntimeOwner.ofRoot(root).takeRoot(git, owner);
          roots.add(root);
          return root;
        });
  }

  @Override
  public void requireWorktreeRoot(Path root, RuntimeFolder owner) {
    requireStillThere(root);
    RuntimeOwner.ofRoot(root).requireRoot(git, owner);
  }

  /** What we have taken and is gone is on a disk that is away: it must not be begun anew there. */
  private void requireStillThere(Path root) {
    if (roots.contains(root) && !RuntimeOwner.ofRoot(root).isNamed()) {
      throw new WorktreeFailedException(
          "the worktrees' folder %s is gone: bring it back; or restart the daemon to begin it anew"
              .formatted(root));
    }
  }

  @Override
  public Worktree create(
      Repository repository,
      WorktreeRequest request,
      String recordedHead,
      Map<String, String> marks) {
    requireCommitId(request.base());
    requireCommitId(recordedHead);
    requireThere(repository);
    return locks.onWorktree(
        request.path(),
        () ->
            new WorktreeMaker(git.carrying(marks), locks).make(repository, request, recordedHead));
  }

  @Override
  public void check(Repository repository, WorktreeRequest request, String recordedHead) {
    requireCommitId(request.base());
    requireCommitId(recordedHead);
    requireThere(repository);
    new WorktreeMaker(git, locks).check(repository, request, recordedHead);
  }

  @Override
  public boolean isMissing(Repository repository, WorktreeRequest request) {
    requireThere(repository);
    return switch (Found.at(repository, request.path())) {
      case Found.Nothing _, Found.Unfinished _ -> true;
      case Found.Whole _, Found.CutOff _, Found.Occupied _ -> false;
    };
  }

  @Override
  public void remove(Repository repository, WorktreeRequest request) {
    requireCommitId(request.base());
    locks.onWorktree(
        request.path(),
        () ->
            locks.onRepository(
                repository.commonGitDir(),
                () -> {
                  new WorktreeRemoval(git, refs).remove(repository, request);
                  return request;
                }));
  }

  @Override
  public List<WorktreeEntry> list(Repository repository) {
    List<WorktreeEntry> all = new WorktreeListing(git).read(repository);
    return all.subList(1, all.size());
  }

  @Override
  public void repair(Repository repository, List<Path> worktrees) {
    List<String> arguments = new ArrayList<>(List.of("worktree", "repair", "--"));
    worktrees.forEach(path -> arguments.add(path.toString()));
    locks.onRepository(
        repository.commonGitDir(),
        () ->
            // It fails for what it could not read and has repaired: the outcome is looked at
            // instead.
            git.run(GitCall.at(GitPlace.repository(repository), arguments.toArray(String[]::new))));
    for (Path worktree : worktrees) {
      admin(repository, worktree);
    }
  }

  @Override
  public Head head(Repository repository, Path worktree) {
    return refs.head(GitPlace.worktree(admin(repository, worktree), worktree));
  }

  @Override
  public Patch diff(Repository repository, WorktreeRequest request, Path target) {
    requireCommitId(request.base());
    return locks.onWorktree(
        request.path(),
        () -> WorktreePatch.write(git, repository, request.path(), request.base(), target));
  }

  private static void requireThere(Repository repository) {
    if (!repository.isThere()) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.MISSING,
          "the repository is not at %s any more: bring it back".formatted(repository.topLevel()));
    }
  }

  /** What is no id could be an option to git, or mean another commit tomorrow. */
  private static void requireCommitId(String commit) {
    if (!COMMIT_ID.matcher(commit).matches()) {
      throw new IllegalArgumentException("not the full id of a commit: " + commit);
    }
  }

  private static AdminFolder admin(Repository repository, Path worktree) {
    return AdminFolder.of(repository, worktree)
        .orElseThrow(() ->
            new WorktreeFailedException(
                "%s is no worktree of %s any more".formatted(worktree, repository.topLevel())));
  }
}
