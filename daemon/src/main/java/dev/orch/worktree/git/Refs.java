package dev.orch.worktree.git;

import dev.orch.domain.session.SessionId;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Head;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of commits: what is checked out, the branches that we make, and the refs under {@code
 * refs/orch/owned} that prove that we made them: both are written in one transaction, and only a
 * branch that has its proof is deleted.
 */
public final class Refs {
  private static final String NOTE = "orch: session";
  private static final String BRANCHES = "refs/heads/";

  /** What {@code git rev-parse --verify --quiet} ends with where a name means no commit. */
  private static final int NAMES_NOTHING = 1;

  private final Git git;

  public Refs(Git git) {
    this.git = git;
  }

  private static String owned(SessionId session) {
    return "refs/orch/owned/" + session;
  }

  private static String full(BranchName branch) {
    return BRANCHES + branch;
  }

  public Optional<String> tip(Repository repository, BranchName branch) {
    return commit(repository, full(branch));
  }

  public boolean isOurs(Repository repository, SessionId session) {
    return commit(repository, owned(session)).isPresent();
  }

  /** What stands behind {@code refs/orch/<what it is for>/}. */
  Set<String> namesOfOurs(Repository repository) {
    return git.require(
            GitCall.at(
                GitPlace.repository(repository),
                "for-each-ref",
                "--format=%(refname:lstrip=3)",
                "refs/orch/"))
        .value()
        .lines()
        .map(name -> name.split("/", 2)[0])
        .collect(Collectors.toSet());
  }

  /** All branches of the repository. */
  public Set<String> branches(Repository repository) {
    return git.require(
            GitCall.at(
                GitPlace.repository(repository), "for-each-ref", "--format=%(refname)", BRANCHES))
        .value()
        .lines()
        .map(ref -> ref.substring(BRANCHES.length()))
        .collect(Collectors.toSet());
  }

  /**
   * The commit that a name means to the repository itself, not to one of its checkouts.
   *
   * @throws WorktreeFailedException if git cannot tell whether it means one
   */
  public Optional<String> commit(Repository repository, String name) {
    GitCall call =
        GitCall.at(
            GitPlace.repository(repository),
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            name + "^{commit}");
    GitResult found = git.run(call);
    if (!found.ok() && found.exit() != NAMES_NOTHING) {
      throw Git.failure(call, found);
    }
    return found.ok() ? Optional.of(found.value()) : Optional.empty();
  }

  /**
   * Makes sure that a branch has only advanced.
   *
   * @param branch without {@code refs/heads/}
   * @param tip where it is
   * @param seen the commit that it has to contain
   * @param what that commit is, as the end of a sentence
   * @throws WorktreeFailedException if it does not, or if that cannot be told since the clone is
   *     shallow and its history ends before
   */
  public void requireAdvance(
      Repository repository, String branch, String tip, String seen, String what) {
    GitPlace place = GitPlace.repository(repository);
    if (git.says(place, "merge-base", "--is-ancestor", seen, tip)) {
      return;
    }
    if (endsBefore(repository, tip, seen)) {
      throw new WorktreeFailedException(
          "whether the branch %s at %s contains %s, %s, cannot be told: %s is a shallow clone whose history ends before. Run 'git fetch --unshallow' in it"
              .formatted(branch, tip, seen, what, repository.path()));
    }
    throw new WorktreeFailedException(
        "the branch %s was rewound or rewritten: it is at %s, which does not contain %s, %s"
            .formatted(branch, tip, seen, what));
  }

  /** Whether what the tip has and the older commit has not leads to where the history is cut. */
  private boolean endsBefore(Repository repository, String tip, String older) {
    Set<String> cut = boundary(repository);
    if (cut.isEmpty()) {
      return false;
    }
    GitResult newer =
        git.run(
            GitCall.at(GitPlace.repository(repository), "rev-list", tip, "--not", older)
                .takingLong());
    return newer.value().lines().anyMatch(cut::contains);
  }

  /** The commits of a shallow clone whose parents it does not have. */
  private static Set<String> boundary(Repository repository) {
    Path file = repository.commonGitDir().resolve("shallow");
    try (Stream<String> lines = Files.lines(file)) {
      return lines.collect(Collectors.toSet());
    } catch (NoSuchFileException _) {
      return Set.of();
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + file, e);
    }
  }

  /**
   * Makes the branch, with its proof where that is missing.
   *
   * @throws WorktreeFailedException if the name is taken, or is a folder of other names
   */
  public void create(Repository repository, WorktreeRequest request, String commit) {
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
  public void delete(Repository repository, WorktreeRequest request, String commit) {
    update(
        repository, delete(full(request.branch()), commit) + delete(owned(request.session()), ""));
  }

  /** Deletes the branch alone, if it still points at the commit. */
  public void deleteBranch(Repository repository, BranchName branch, String commit) {
    update(repository, delete(full(branch), commit));
  }

  /** Deletes the proof alone; does nothing if there is none. */
  public void disown(Repository repository, SessionId session) {
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
  public Head head(GitPlace place) {
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
