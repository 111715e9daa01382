package dev.orch.worktree.git;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Head;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names of commits: what is checked out, the branches that we make, and the refs under {@code
 * refs/orch/owned} that prove that we made them: both are written in one transaction, and only a
 * branch that has its proof is deleted.
 */
final class Refs {
  private static final String NOTE = "orch: session";
  private static final String BRANCHES = "refs/heads/";
  private final Git git;

  Refs(Git git) {
    this.git = git;
  }

  private static String owned(SessionId session) {
    return "refs/orch/owned/" + session;
  }

  private static String full(BranchName branch) {
    return BRANCHES + branch;
  }

  Optional<String> tip(Repository repository, BranchName branch) {
    return commit(repository, full(branch));
  }

  boolean isOurs(Repository repository, SessionId session) {
    return commit(repository, owned(session)).isPresent();
  }

  /** The commit that a name means to the repository itself, not to one of its checkouts. */
  Optional<String> commit(Repository repository, String name) {
    GitResult found =
        git.run(
            GitCall.at(
                GitPlace.repository(repository),
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                name + "^{commit}"));
    return found.ok() ? Optional.of(found.value()) : Optional.empty();
  }

  boolean isAncestor(Repository repository, String older, String newer) {
    return git.says(GitPlace.repository(repository), "merge-base", "--is-ancestor", older, newer);
  }

  /**
   * Makes the branch, with its proof where that is missing.
   *
   * @throws WorktreeFailedException if the name is taken, or is a folder of other names
   */
  void create(Repository repository, WorktreeRequest request, String commit) {
    String proof =
        isOurs(repository, request.session())
            ? ""
            : create(owned(request.session()), request.base());
    try {
      update(repository, create(full(request.branch()), commit) + proof);
    } catch (WorktreeFailedException e) {
      throw conflicting(repository, request.branch())
          .map(other ->
              new WorktreeFailedException(
                  "the branch %s cannot be made because the branch %s exists: rename that one"
                      .formatted(request.branch(), other),
                  e))
          .orElse(e);
    }
  }

  /** Deletes the branch if it still points at the commit, and with it its proof. */
  void delete(Repository repository, WorktreeRequest request, String commit) {
    update(
        repository, delete(full(request.branch()), commit) + delete(owned(request.session()), ""));
  }

  /** Deletes the branch alone, if it still points at the commit. */
  void deleteBranch(Repository repository, BranchName branch, String commit) {
    update(repository, delete(full(branch), commit));
  }

  /** Deletes the proof alone; does nothing if there is none. */
  void disown(Repository repository, SessionId session) {
    if (isOurs(repository, session)) {
      update(repository, delete(owned(session), ""));
    }
  }

  private Optional<String> conflicting(Repository repository, BranchName branch) {
    String wanted = full(branch);
    String first = branch.value().split("/", 2)[0];
    List<String> taken =
        git.require(
                GitCall.at(
                    GitPlace.repository(repository),
                    "for-each-ref",
                    "--format=%(refname)",
                    BRANCHES + first))
            .value()
            .lines()
            .toList();
    return taken.stream()
        .filter(ref -> wanted.startsWith(ref + "/") || ref.startsWith(wanted + "/"))
        .map(ref -> ref.substring(BRANCHES.length()))
        .findFirst();
  }

  private void update(Repository repository, String commands) {
    git.requirePatiently(
        GitCall.at(GitPlace.repository(repository), "update-ref", "-m", NOTE, "--stdin", "-z")
            .saying("start\0" + commands + "prepare\0commit\0"));
  }

  private static String create(String ref, String commit) {
    return "create " + ref + "\0" + commit + "\0";
  }

  private static String delete(String ref, String commit) {
    return "delete " + ref + "\0" + commit + "\0";
  }

  /**
   * The commit and the branch.
   *
   * @throws WorktreeFailedException if there is no commit to be on: the branch was deleted
   */
  Head head(GitPlace place) {
    GitResult found = git.run(GitCall.at(place, "rev-parse", "--verify", "HEAD^{commit}"));
    GitResult name = git.run(GitCall.at(place, "symbolic-ref", "--quiet", "HEAD"));
    if (!found.ok()) {
      throw new WorktreeFailedException(
          "%s has no commit checked out%s: %s"
              .formatted(
                  place.folder(),
                  name.ok() ? ", its branch " + name.value() + " is gone" : "",
                  found.err().strip()));
    }
    return new Head(found.value(), branch(name));
  }

  private static @Nullable String branch(GitResult name) {
    return name.ok() && name.value().startsWith(BRANCHES)
        ? name.value().substring(BRANCHES.length())
        : null;
  }
}
