package dev.orch.worktree.git.preserve;

import dev.orch.worktree.Repository;
import dev.orch.worktree.git.FileTree;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.snapshot.WorktreeSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes objects and reads them. Nothing names them until a ref does. */
public final class ObjectWriter {
  private static final String NAME = "orch";
  private static final String EMAIL = "orch@localhost";
  private final Git git;
  private final GitPlace place;
  private final Path scratch;

  private ObjectWriter(Git git, GitPlace place, Path scratch) {
    this.git = git;
    this.place = place;
    this.scratch = scratch;
  }

  /**
   * Writes to the repository, so that it survives a power cut.
   *
   * @param scratch a folder that nothing else uses
   */
  public static ObjectWriter lasting(Git git, Repository repository, Path scratch) {
    return new ObjectWriter(
        git, GitPlace.repository(repository).configured("core.fsync", "all"), scratch);
  }

  /** Writes to a scratch store; the repository's objects are read through it. */
  static ObjectWriter passing(Git git, Repository repository, Path scratch) {
    GitPlace place =
        WorktreeSnapshot.storing(
            GitPlace.repository(repository), repository, scratch.resolve("objects"));
    return new ObjectWriter(git, place, scratch);
  }

  GitPlace place() {
    return place;
  }

  Path scratch() {
    return scratch;
  }

  String blob(String latin) {
    GitCall call = GitCall.at(place, "hash-object", "-w", "--no-filters", "--stdin");
    return git.require(call.saying(latin).raw()).value();
  }

  /** The tree of these entries with their folders. */
  String tree(List<TreeEntry> entries) {
    Path index = scratch.resolve("tree.index");
    FileTree.delete(index);
    GitPlace with = place.with("GIT_INDEX_FILE", index.toString());
    String lines = entries.stream().map(TreeEntry::line).collect(Collectors.joining());
    if (!lines.isEmpty()) {
      git.require(
          GitCall.at(with, "update-index", "-z", "--index-info").saying(lines).raw().takingLong());
    }
    return git.require(GitCall.at(with, "write-tree").takingLong()).value();
  }

  /**
   * The tree of these objects in one folder.
   *
   * @param lines as {@code git mktree} takes them
   */
  String folder(List<String> lines) {
    return git.require(GitCall.at(place, "mktree").saying(String.join("\n", lines) + "\n")).value();
  }

  /** A commit that nobody made. */
  public String commit(String tree, List<String> parents, String message) {
    List<String> arguments = new ArrayList<>(List.of("commit-tree"));
    parents.forEach(parent -> arguments.addAll(List.of("-p", parent)));
    arguments.addAll(List.of("-m", message, tree));
    GitPlace nobody =
        place
            .with("GIT_AUTHOR_NAME", NAME)
            .with("GIT_AUTHOR_EMAIL", EMAIL)
            .with("GIT_COMMITTER_NAME", NAME)
            .with("GIT_COMMITTER_EMAIL", EMAIL);
    return git.require(GitCall.at(nobody, arguments.toArray(String[]::new))).value();
  }

  /** What is in a tree and its folders. */
  List<TreeEntry> entries(String tree) {
    return git
        .require(GitCall.at(place, "ls-tree", "-r", "-z", "--full-tree", tree).raw().takingLong())
        .fields()
        .stream()
        .map(TreeEntry::listed)
        .toList();
  }

  /** The content of a blob, one character for a byte. */
  String content(String blob) {
    return git.require(GitCall.at(place, "cat-file", "blob", blob).raw()).out();
  }
}
