package dev.orch.worktree.git;

import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RepositoryRefusedException.Refusal;
import dev.orch.worktree.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a folder can be registered, and says why not. */
final class RepositoryProbe {
  private final Git git;

  RepositoryProbe(Git git) {
    this.git = git;
  }

  /** As {@link dev.orch.worktree.Worktrees#open} says. */
  Repository open(Path path) {
    Path folder = canonical(path);
    // What git refuses by itself is asked for here, to be refused with the better sentence.
    GitPlace place = GitPlace.anywhereAbove(folder).configured("safe.bareRepository", "all");
    String[] facts = facts(place);
    if (facts[0].equals("true")) {
      throw refused(Refusal.BARE, folder, "is a bare repository: name a checkout of it");
    }
    if (!facts[1].equals("true")) {
      throw refused(
          Refusal.NOT_A_REPOSITORY, folder, "lies inside a .git folder: name the checkout instead");
    }
    Path common = canonical(Path.of(facts[3]));
    Path top =
        canonical(Path.of(git.require(GitCall.at(place, "rev-parse", "--show-toplevel")).value()));
    if (!folder.startsWith(top)) {
      throw refused(
          Refusal.NOT_A_REPOSITORY,
          folder,
          "belongs to a repository whose core.worktree is " + top + ": name that folder");
    }
    refuseForeign(common);
    if (facts[2].equals("true")) {
      throw refused(
          Refusal.SHALLOW, top, "is a shallow clone: run 'git fetch --unshallow' in it first");
    }
    refuseReadOnly(common);
    refuseReadOnly(top);
    refuseContent(top);
    return new Repository(top, common);
  }

  /** Whether bare, whether in a working tree, whether shallow, the common git directory. */
  private String[] facts(GitPlace place) {
    GitResult found = git.run(factsOf(place));
    if (found.ok()) {
      return found.value().split("\n", 4);
    }
    Path folder = place.folder();
    if (git.run(factsOf(place.configured("safe.directory", "*"))).ok()) {
      throw foreign(folder);
    }
    throw refused(
        Refusal.NOT_A_REPOSITORY,
        folder,
        "is in no git repository (%s): run 'git init' in it, or name another folder"
            .formatted(found.err().strip()));
  }

  private static GitCall factsOf(GitPlace place) {
    return GitCall.at(
        place,
        "rev-parse",
        "--path-format=absolute",
        "--is-bare-repository",
        "--is-inside-work-tree",
        "--is-shallow-repository",
        "--git-common-dir");
  }

  /**
   * A linked worktree of one's own may belong to the repository of somebody else. What the user
   * trusts is the checkout, which a common git directory usually lies in.
   */
  private void refuseForeign(Path common) {
    Path parent = common.getParent();
    Path asked = parent != null && common.endsWith(".git") ? parent : common;
    GitPlace place = GitPlace.anywhereAbove(asked).configured("safe.bareRepository", "all");
    if (!git.says(place, "rev-parse", "--git-dir")
        && git.says(place.configured("safe.directory", "*"), "rev-parse", "--git-dir")) {
      throw foreign(asked);
    }
  }

  private static RepositoryRefusedException foreign(Path folder) {
    return refused(
        Refusal.FOREIGN_OWNER,
        folder,
        "belongs to another user: if you trust that user, say so by"
            + " 'git config --global --add safe.directory' with its path");
  }

  private static void refuseReadOnly(Path folder) {
    if (!Files.isWritable(folder)) {
      throw refused(Refusal.READ_ONLY, folder, "cannot be written: make it writable first");
    }
  }

  private void refuseContent(Path top) {
    GitPlace place = GitPlace.checkout(top);
    boolean inIndex = git.says(place, "ls-files", "--error-unmatch", "--", ":(literal).gitmodules");
    if (inIndex || git.says(place, "cat-file", "-e", "HEAD:.gitmodules")) {
      throw refused(
          Refusal.SUBMODULES, top, "has submodules (.gitmodules), which are not supported yet");
    }
    if (git.says(
        place,
        "grep",
        "--quiet",
        "--fixed-strings",
        "-e",
        "filter=lfs",
        "HEAD",
        "--",
        ":(glob)**/.gitattributes")) {
      throw refused(
          Refusal.LFS, top, "keeps files in Git LFS (.gitattributes), which is not supported yet");
    }
    if (git.says(place, "show-ref", "--verify", "--quiet", "refs/heads/orch")) {
      throw refused(
          Refusal.BRANCH_IN_THE_WAY,
          top,
          "has a branch named orch, so that no branch orch/… can be made:"
              + " rename it with 'git branch -m orch' and a new name");
    }
  }

  private static Path canonical(Path path) {
    if (!Files.exists(path)) {
      throw refused(Refusal.MISSING, path, "does not exist");
    }
    if (!Files.isDirectory(path)) {
      throw refused(Refusal.NOT_A_FOLDER, path, "is not a folder: name the checkout's folder");
    }
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw refused(Refusal.MISSING, path, "cannot be reached (" + e + ")");
    }
  }

  private static RepositoryRefusedException refused(Refusal reason, Path path, String sentence) {
    return new RepositoryRefusedException(reason, path + " " + sentence);
  }
}
