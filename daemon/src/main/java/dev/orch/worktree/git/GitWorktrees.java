package dev.orch.worktree.git;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Head;
import dev.orch.worktree.OwnFolders;
import dev.orch.worktree.Patch;
import dev.orch.worktree.RemoteMirror;
import dev.orch.worktree.Repository;
import dev.orch.worktree.SubmodulePointers;
import dev.orch.worktree.Worktree;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** What {@code git check-ignore} ends with where none is; its failures are 128. */
  private static final int NONE_IGNORED = 1;

  private final Git git;
  private final Refs refs;
  private final RepositoryLocks locks;
  // Those that were taken since the daemon runs; shared by all threads.
  private final Set<Path> roots = ConcurrentHashMap.newKeySet();

  /** Alone with its repositories. */
  public GitWorktrees(Git git) {
    this(git, new RepositoryLocks());
  }

  /**
   * One object for the whole daemon.
   *
   * @param locks of all that works on the same repositories: they keep the calls apart
   */
  public GitWorktrees(Git git, RepositoryLocks locks) {
    this.git = git;
    this.refs = new Refs(git);
    this.locks = locks;
  }

  @Override
  public Repository open(Path path) {
    return new RepositoryProbe(git).open(path);
  }

  @Override
  public void requireUsable(Repository repository) {
    requireThere(repository);
    new RepositoryProbe(git).requireUsable(repository);
  }

  @Override
  public List<RemoteMirror> listMirrors(Repository repository) {
    return new RepositoryProbe(git).listMirrors(repository);
  }

  @Override
  public Optional<BranchName> currentBranch(Repository repository) {
    GitPlace place = GitPlace.of(repository);
    GitResult name = git.run(GitCall.at(place, "symbolic-ref", "--quiet", "HEAD"));
    return Optional.of(name.value())
        .filter(ref -> name.ok() && ref.startsWith(BRANCHES))
        .map(ref -> ref.substring(BRANCHES.length()))
        .filter(BranchName::isBranchName)
        .map(BranchName::new);
  }

  @Override
  public Set<String> branches(Repository repository) {
    return refs.branches(repository);
  }

  @Override
  public Optional<String> findCommit(Repository repository, String name) {
    if (name.isBlank() || name.startsWith("-") || name.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    GitPlace place = GitPlace.of(repository);
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
  public boolean isIn(Repository repository, String commit, String path) {
    requireCommitId(commit);
    GitPlace place = GitPlace.repository(repository).with("GIT_LITERAL_PATHSPECS", "1");
    GitCall call = GitCall.at(place, "ls-tree", "-z", "--full-tree", commit, "--", path);
    return !git.require(call).fields().isEmpty();
  }

  @Override
  public Optional<String> textIn(Repository repository, String commit, String path, int atMost) {
    requireCommitId(commit);
    GitPlace place = GitPlace.repository(repository);
    String file = commit + ":" + path;
    GitResult size = git.run(GitCall.at(place, "cat-file", "-s", file));
    if (!size.ok()) {
      requireReadable(place);
      return Optional.empty();
    }
    return Optional.of(size)
        .filter(found -> Long.parseLong(found.value()) <= atMost)
        .map(_ -> git.run(GitCall.at(place, "cat-file", "blob", file)))
        .filter(GitResult::ok)
        .map(GitResult::out);
  }

  @Override
  public void requireRuntimeFolder(Repository repository, RuntimeFolder folder) {
    RuntimeOwner.of(repository, folder).ifPresent(owner -> owner.require(folder));
  }

  @Override
  public void takeRuntimeFolder(Repository repository, RuntimeFolder folder) {
    requireThere(repository);
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          RuntimeOwner.of(repository, folder)
              .ifPresentOrElse(
                  owner -> {
                    RuntimeExclude.add(repository, folder.name());
                    owner.take(folder);
                  },
                  () -> makeOurs(folder.ofBareProjects()));
          return folder;
        });
  }

  private static void makeOurs(Path folder) {
    try {
      OwnFolders.make(folder, 1);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot make " + folder, e);
    }
  }

  @Override
  public boolean isRuntimeFolderExcluded(Repository repository, RuntimeFolder folder) {
    return repository.isBare() || RuntimeExclude.holds(repository, folder.name());
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
  public Set<String> namesOfOurs(Repository repository) {
    return refs.namesOfOurs(repository);
  }

  @Override
  public List<Path> listMoved(Repository repository, Path folder) {
    return WorktreeListing.moved(repository, folder);
  }

  @Override
  public void repair(Repository repository, List<Path> worktrees) {
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          Map<AdminFolder, Path> inside = new LinkedHashMap<>();
          worktrees.forEach(path -> inside.putAll(AdminFolder.movedInside(repository, path)));
          List<String> arguments = new ArrayList<>(List.of("worktree", "repair", "--"));
          // Those inside first: they are found by where git has the one around them.
          inside.values().forEach(path -> arguments.add(path.toString()));
          worktrees.forEach(path -> arguments.add(path.toString()));
          // It fails for what it could not read and has repaired: the outcome is looked at instead.
          GitResult result =
              git.run(
                  GitCall.at(GitPlace.repository(repository), arguments.toArray(String[]::new)));
          inside.forEach(AdminFolder::arrive);
          return result;
        });
    for (Path worktree : worktrees) {
      joinSubmodules(worktree, admin(repository, worktree));
    }
  }

  @Override
  public boolean isCutOff(Repository repository, Path worktree) {
    return Found.at(repository, worktree) instanceof Found.CutOff;
  }

  @Override
  public boolean isSetAside(Repository repository, Path worktree) {
    return AdminFolder.setAsideOf(repository, worktree).stream()
        .anyMatch(folder -> new AdminFolder(folder).isJoined(worktree));
  }

  @Override
  public void rejoin(Repository repository, Path worktree) {
    locks.onWorktree(
        worktree,
        () -> {
          if (!(Found.at(repository, worktree) instanceof Found.CutOff(AdminFolder admin))) {
            throw new WorktreeFailedException(
                "%s is no worktree of %s that only lost its .git file"
                    .formatted(worktree, repository.path()));
          }
          admin.join(worktree);
          return admin;
        });
  }

  /** Git repairs the worktree itself only: the two name each other by relative paths. */
  private static void joinSubmodules(Path worktree, AdminFolder admin) {
    try {
      SubmodulePointers.turnAll(worktree, admin.path());
    } catch (UncheckedIOException e) {
      throw new WorktreeFailedException("cannot join the submodules of " + worktree, e);
    }
  }

  @Override
  public Head head(Repository repository, Path worktree) {
    return refs.head(GitPlace.worktree(admin(repository, worktree), worktree));
  }

  @Override
  public Path ownFolder(Repository repository, Path worktree) {
    return admin(repository, worktree).path();
  }

  @Override
  public List<String> findIgnored(Repository repository, List<String> patterns) {
    Optional<GitPlace> checkout = repository.checkout().map(GitPlace::checkout);
    return checkout.map(place -> findIgnored(place, patterns)).orElseGet(List::of);
  }

  private List<String> findIgnored(GitPlace place, List<String> patterns) {
    List<String> arguments = new ArrayList<>(List.of("ls-files", "-z", "--others", "--ignored"));
    patterns.forEach(pattern -> arguments.add("--exclude=" + pattern));
    List<String> fitting =
        git
            .require(GitCall.at(place, arguments.toArray(String[]::new)).takingLong())
            .fields()
            .stream()
            .sorted()
            .toList();
    return ignored(place, fitting);
  }

  @Override
  public List<String> ignoredIn(Repository repository, Path worktree, List<String> paths) {
    return ignored(GitPlace.worktree(admin(repository, worktree), worktree), paths);
  }

  private List<String> ignored(GitPlace place, List<String> paths) {
    if (paths.isEmpty()) {
      return List.of();
    }
    GitResult found =
        git.run(
            GitCall.at(place, "check-ignore", "-z", "--stdin")
                .saying(String.join("\0", paths) + "\0"));
    if (!found.ok() && found.exit() != NONE_IGNORED) {
      throw new WorktreeFailedException(
          "git cannot tell what %s ignores: %s".formatted(place.folder(), found.err().strip()));
    }
    return found.fields();
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
          "the repository is not at %s any more: bring it back".formatted(repository.path()));
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
                "%s is no worktree of %s any more".formatted(worktree, repository.path())));
  }
}
