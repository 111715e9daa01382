package dev.orch.worktree.git.trash;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Found;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.git.Refs;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.WorktreeListing;
import dev.orch.worktree.trash.SessionRefs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of commits of deleted sessions, by the git command line. */
public final class GitSessionRefs implements SessionRefs {
  private static final String OWNED = "refs/orch/owned/";
  private static final String TRASH = "refs/orch/trash/";
  private static final String HISTORY = "refs/orch/history/";
  private static final String PRESERVED = "refs/orch/preserved/";
  private final Git git;
  private final Refs refs;
  private final RepositoryLocks locks;

  /** With the locks of all that works on the same repositories. */
  public GitSessionRefs(Git git, RepositoryLocks locks) {
    this.git = git;
    this.refs = new Refs(git);
    this.locks = locks;
  }

  @Override
  public Optional<String> tip(Repository repository, WorktreeRequest request) {
    return refs.tip(repository, request.branch());
  }

  @Override
  public boolean hasCommit(Repository repository, String commit) {
    return refs.commit(repository, commit).isPresent();
  }

  @Override
  public List<String> kept(Repository repository, SessionId session) {
    return names(
        repository,
        PRESERVED + session,
        "refs/orch/apply/" + session,
        "refs/orch/undo/" + session,
        "refs/orch/taken/" + session);
  }

  @Override
  public void keep(Repository repository, String trashId, String commit) {
    git.requirePatiently(
        GitCall.at(GitPlace.repository(repository), "update-ref", TRASH + trashId, commit));
  }

  @Override
  public void keepHistory(Repository repository, WorktreeRequest request, String trashId) {
    new History(git, repository, HISTORY + trashId).keep(request);
  }

  @Override
  public void giveBackHistory(Repository repository, WorktreeRequest request, String trashId) {
    String name = HISTORY + trashId;
    if (new History(git, repository, name).giveBack(request)) {
      delete(repository, names(repository, name));
    }
  }

  @Override
  public boolean isKept(Repository repository, String trashId) {
    return refs.commit(repository, TRASH + trashId).isPresent();
  }

  @Override
  public void makeBranch(Repository repository, WorktreeRequest request, String commit) {
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          if (refs.tip(repository, request.branch()).isEmpty()) {
            refs.create(repository, request, commit);
          }
          return request;
        });
  }

  @Override
  public void attach(Repository repository, WorktreeRequest request) {
    if (Found.at(repository, request.path()) instanceof Found.Whole(AdminFolder admin)) {
      admin
          .detachedAt()
          .filter(commit -> hasCommit(repository, commit))
          .ifPresent(commit -> {
            makeBranch(repository, request, commit);
            if (tip(repository, request).filter(commit::equals).isPresent()) {
              git.requirePatiently(
                  GitCall.at(
                      GitPlace.worktree(admin, request.path()),
                      "symbolic-ref",
                      "HEAD",
                      "refs/heads/" + request.branch()));
            }
          });
    }
  }

  @Override
  public boolean deleteBranch(Repository repository, WorktreeRequest request, String tip) {
    return locks.onRepository(
        repository.commonGitDir(),
        () -> {
          boolean ours =
              refs.isOurs(repository, request.session())
                  && refs.tip(repository, request.branch()).filter(tip::equals).isPresent()
                  && checkouts(repository, request.branch().value()).findAny().isEmpty();
          if (ours) {
            refs.delete(repository, request, tip);
          } else {
            refs.disown(repository, request.session());
          }
          return refs.tip(repository, request.branch()).isEmpty();
        });
  }

  @Override
  public boolean isOurs(Repository repository, SessionId session) {
    return refs.isOurs(repository, session);
  }

  @Override
  public boolean isCheckedOut(Repository repository, String branch, Path but) {
    return checkouts(repository, branch).anyMatch(path -> !path.equals(but));
  }

  private Stream<Path> checkouts(Repository repository, String branch) {
    return new WorktreeListing(git)
        .read(repository).stream()
            .filter(entry -> branch.equals(entry.branch()))
            .map(WorktreeEntry::path);
  }

  @Override
  public boolean isCheckedOutAt(Repository repository, WorktreeRequest request) {
    return checkouts(repository, request.branch().value()).anyMatch(request.path()::equals);
  }

  @Override
  public void own(Repository repository, WorktreeRequest request) {
    git.requirePatiently(
        GitCall.at(
            GitPlace.repository(repository),
            "update-ref",
            OWNED + request.session(),
            request.base()));
  }

  @Override
  public void disown(Repository repository, SessionId session) {
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          refs.disown(repository, session);
          return session;
        });
  }

  @Override
  public Set<String> branches(Repository repository) {
    return refs.branches(repository);
  }

  @Override
  public long size(Repository repository, String trashId, SessionId session) {
    List<String> all = all(repository, trashId, session);
    if (all.isEmpty()) {
      return 0;
    }
    List<String> arguments = new ArrayList<>(List.of("rev-list", "--objects", "--disk-usage"));
    arguments.addAll(all);
    arguments.add("--not");
    all.forEach(name -> arguments.add("--exclude=" + name));
    arguments.add("--all");
    GitCall call = GitCall.at(GitPlace.repository(repository), arguments.toArray(String[]::new));
    GitResult told = git.run(call.takingLong());
    return told.ok() ? Long.parseLong(told.value()) : 0;
  }

  @Override
  public void forgetGivenBack(
      Repository repository, String trashId, SessionId session, List<String> states) {
    Set<String> given = Set.copyOf(states);
    delete(
        repository,
        all(repository, trashId, session).stream()
            .filter(name -> !name.startsWith(HISTORY))
            .filter(name -> !name.startsWith(PRESERVED) || given.contains(name))
            .toList());
  }

  @Override
  public void forget(Repository repository, String trashId, SessionId session) {
    delete(repository, all(repository, trashId, session));
  }

  /** All at once. */
  private void delete(Repository repository, List<String> names) {
    if (!names.isEmpty()) {
      git.requirePatiently(
          GitCall.at(GitPlace.repository(repository), "update-ref", "--stdin", "-z")
              .saying(
                  names.stream().map("delete %s\0\0"::formatted).collect(Collectors.joining())));
    }
  }

  private List<String> all(Repository repository, String trashId, SessionId session) {
    return Stream.concat(
            names(repository, TRASH + trashId, HISTORY + trashId, OWNED + session).stream(),
            kept(repository, session).stream())
        .toList();
  }

  private List<String> names(Repository repository, String... below) {
    Stream<String> arguments =
        Stream.concat(Stream.of("for-each-ref", "--format=%(refname)"), Stream.of(below));
    return git.require(
            GitCall.at(GitPlace.repository(repository), arguments.toArray(String[]::new)))
        .value()
        .lines()
        .toList();
  }
}
