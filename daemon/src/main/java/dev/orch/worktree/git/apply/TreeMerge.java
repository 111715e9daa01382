package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trees that are merged, compared and changed in a scratch object store. */
final class TreeMerge {
  private static final String NOTHING = "000000";
  private final Git git;
  private final GitPlace place;
  private final Path scratch;

  /**
   * Of one call.
   *
   * @param place where git finds the trees, and puts what is made
   * @param scratch a folder of the caller's alone, which removes it
   */
  TreeMerge(Git git, GitPlace place, Path scratch) {
    this.git = git;
    this.place = place;
    this.scratch = scratch;
  }

  /**
   * What a merge came to.
   *
   * @param conflicts what could not be merged; what the tree has there is of no use
   */
  record Merged(String tree, Set<RawPath> conflicts) {}

  /** Merges two trees over a third. */
  Merged merge(String base, String ours, String theirs) throws IOException {
    String parent = commit(base);
    Path told = scratch.resolve("merged");
    GitResult merge =
        git.run(
            GitCall.at(
                    place,
                    "merge-tree",
                    "--write-tree",
                    "--no-messages",
                    "-z",
                    commit(ours, "-p", parent),
                    commit(theirs, "-p", parent))
                .writing(told)
                .takingLong());
    // 1 tells of conflicts.
    if (merge.exit() > 1 || merge.exit() < 0) {
      throw new WorktreeFailedException(
          "git merge-tree in %s failed (exit %d): %s"
              .formatted(place.folder(), merge.exit(), merge.err().strip()));
    }
    List<String> fields = FilteredTree.fields(told);
    return new Merged(fields.getFirst(), conflicts(fields.subList(1, fields.size())));
  }

  /** Each is {@code mode id stage}, a tab, the path; a path has up to three. */
  private static Set<RawPath> conflicts(List<String> fields) {
    Set<RawPath> paths = new HashSet<>();
    for (String field : fields) {
      paths.add(new RawPath(field.substring(field.indexOf('\t') + 1)));
    }
    return paths;
  }

  /** A commit of the tree, in the name of nobody. */
  String commit(String tree, String... parent) {
    List<String> arguments = new ArrayList<>(List.of("commit-tree", tree, "-m", "orch"));
    arguments.addAll(List.of(parent));
    return git.require(GitCall.at(place, arguments.toArray(String[]::new))).value();
  }

  /** What differs; each is {@code :mode mode id id status}, then the path. */
  List<MergedChange.Entry> differences(String from, String to) throws IOException {
    Path differing = scratch.resolve("differing");
    git.require(
        GitCall.at(
                place,
                "diff-tree",
                "-r",
                "-z",
                "--raw",
                "--no-abbrev",
                "--no-renames",
                "--ignore-submodules=none",
                from,
                to)
            .writing(differing)
            .takingLong());
    List<String> fields = FilteredTree.fields(differing);
    List<MergedChange.Entry> entries = new ArrayList<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String[] words = fields.get(i).substring(1).split(" ", -1);
      entries.add(
          new MergedChange.Entry(
              new RawPath(fields.get(i + 1)), words[0], words[1], words[2], words[3]));
    }
    return entries;
  }

  /** Mode and id of those of the paths that the tree has. */
  Map<RawPath, String> listed(String tree, Set<RawPath> wanted) throws IOException {
    Path list = scratch.resolve("listed-tree");
    git.require(
        GitCall.at(place, "ls-tree", "-r", "-z", "--full-tree", tree).writing(list).takingLong());
    Map<RawPath, String> found = new HashMap<>();
    for (String field : FilteredTree.fields(list)) {
      int tab = field.indexOf('\t');
      RawPath path = new RawPath(field.substring(tab + 1));
      if (wanted.contains(path)) {
        String[] words = field.substring(0, tab).split(" ", -1);
        found.put(path, words[0] + " " + words[2]);
      }
    }
    return found;
  }

  /** What stands for a path that a tree does not have. */
  static String nothing(String tree) {
    return NOTHING + " " + "0".repeat(tree.length());
  }

  /** Whether that stands for nothing. */
  static boolean isNothing(String entry) {
    return entry.startsWith(NOTHING);
  }

  /** The tree with other entries, mode and id, at some paths. */
  String with(String tree, Map<RawPath, String> entries) throws IOException {
    if (entries.isEmpty()) {
      return tree;
    }
    StringBuilder all = new StringBuilder();
    entries.forEach((path, entry) ->
        all.append(isNothing(entry) ? "0" + entry.substring(NOTHING.length()) : entry)
            .append('\t')
            .append(path.latin())
            .append('\0'));
    Path lines = scratch.resolve("entries");
    Files.writeString(lines, all, StandardCharsets.ISO_8859_1);
    GitPlace indexed = place.with("GIT_INDEX_FILE", scratch.resolve("tree-index").toString());
    git.require(GitCall.at(indexed, "read-tree", tree).takingLong());
    git.require(
        GitCall.at(indexed, "update-index", "--replace", "-z", "--index-info").reading(lines));
    return git.require(GitCall.at(indexed, "write-tree").takingLong()).value();
  }
}
