package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Repository;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.Refs;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The refs that keep what an apply needs and what it replaced. Each names a commit whose tree is
 * flat: a plan, and contents by their ids. It follows the {@linkplain TakenVersions versions} that
 * were applied with it.
 */
final class KeptFiles {
  /** The name of the plan that the commit belongs to. */
  static final RawPath PLAN = new RawPath("plan");

  private final Git git;

  KeptFiles(Git git) {
    this.git = git;
  }

  /** Names the commit of an apply that is about to be carried out. */
  static String applying(SessionId session) {
    return "refs/orch/apply/" + session;
  }

  /** Names the commit of the last apply, which has what all of them replaced. */
  static String undo(SessionId session) {
    return "refs/orch/undo/" + session;
  }

  /** Names the commit of the {@linkplain TakenVersions versions} that were applied. */
  static String taken(SessionId session) {
    return "refs/orch/taken/" + session;
  }

  /** The name of a content in such a tree. */
  static Optional<RawPath> name(PathState state) {
    return switch (state) {
      case PathState.File file -> Optional.of(new RawPath("f" + file.blob()));
      case PathState.Link link -> Optional.of(new RawPath("l" + link.blob()));
      case PathState.Absent _, PathState.Folder _, PathState.Other _ -> Optional.empty();
    };
  }

  /** The commit that a ref names. */
  Optional<String> find(Repository repository, String ref) {
    return new Refs(git).commit(repository, ref);
  }

  /** Whether a commit has this content. */
  boolean holds(Repository repository, String commit, PathState state) {
    return name(state)
        .filter(name ->
            git.says(
                GitPlace.repository(repository), "cat-file", "-e", commit + ":" + name.latin()))
        .isPresent();
  }

  /** The plan that belongs to a commit. */
  ChangePlan plan(Repository repository, String commit) {
    return ChangePlan.parse(text(repository, commit));
  }

  private String text(Repository repository, String commit) {
    GitCall read =
        GitCall.at(GitPlace.repository(repository), "cat-file", "blob", commit + ":plan");
    return git.require(read).out();
  }

  /** Mode and id of what an apply brought, where it is of the time when plans kept that. */
  SortedMap<RawPath, String> entries(Repository repository, String commit) {
    SortedMap<RawPath, String> entries = new TreeMap<>();
    text(repository, commit)
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals(ChangePlan.EARLIER))
        .forEach(words -> entries.put(RawPath.ofHex(words[1]), words[2] + " " + words[3]));
    return entries;
  }

  /** Lets a ref name a commit, whatever it named before. */
  void set(Repository repository, String ref, String commit) {
    update(repository, setting(ref, commit));
  }

  private static String setting(String ref, String commit) {
    return "update " + ref + "\0" + commit + "\0\0";
  }

  /** Lets the session's last apply be that commit, and all that was applied what it follows. */
  void begin(Repository repository, SessionId session, String commit) {
    String versions =
        find(repository, commit + "^").map(parent -> setting(taken(session), parent)).orElse("");
    update(repository, setting(undo(session), commit) + versions);
  }

  /** Does nothing if there is none. */
  void drop(Repository repository, String ref) {
    if (find(repository, ref).isPresent()) {
      update(repository, "delete " + ref + "\0\0");
    }
  }

  private void update(Repository repository, String command) {
    git.requirePatiently(
        GitCall.at(
                GitPlace.repository(repository).configured("core.fsync", "all"),
                "update-ref",
                "--stdin",
                "-z")
            .saying(command));
  }
}
