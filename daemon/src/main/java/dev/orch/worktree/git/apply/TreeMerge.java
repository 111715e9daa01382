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
import java.util.stream.Collectors;

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
  record Merged(String tree, Map<RawPath, Conflict> conflicts) {}

  /** What git found of a path that it could not merge. */
  enum Conflict {
    /** Whatever else it was: two contents, or one and none. */
    OF_CONTENTS,
    /** Contents that are no lines, or not even of one kind, such as a file and a link. */
    WITHOUT_LINES,
    /** A file on one side, and a folder on the other. */
    OF_FOLDER
  }

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
    String tree = fields.getFirst();
    Findings found = Findings.of(fields.subList(1, fields.size()));
    Map<RawPath, String> invented = new HashMap<>();
    found.invented().forEach(path -> invented.put(path, nothing(tree)));
    return new Merged(with(tree, invented), found.conflicts());
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

  /**
   * What {@code git merge-tree -z} tells of a merge behind its tree. Where two things cannot stand
   * under one name git invents another one for one of them, which nobody but that tree has.
   *
   * @param conflicts by the names that one of the sides has
   * @param invented the names that none has
   */
  private record Findings(Map<RawPath, Conflict> conflicts, Set<RawPath> invented) {

    /**
     * Reads the fields: of each conflicting file {@code mode id stage}, a tab, the path; then an
     * empty one; then of each message the number of its paths, those, its kind, and words.
     */
    static Findings of(List<String> fields) {
      int end = fields.indexOf("");
      List<String> files = fields.subList(0, end < 0 ? fields.size() : end);
      List<String> messages =
          fields.subList(Math.min(files.size() + 1, fields.size()), fields.size());
      Map<RawPath, RawPath> real = new HashMap<>();
      Map<RawPath, Conflict> kinds = new HashMap<>();
      for (int at = 0; at < messages.size(); ) {
        int count = Integer.parseInt(messages.get(at));
        List<RawPath> paths =
            messages.subList(at + 1, at + 1 + count).stream().map(RawPath::new).toList();
        switch (messages.get(at + 1 + count)) {
          case "CONFLICT (file/directory)" -> {
            real.put(paths.getFirst(), paths.getLast());
            kinds.put(paths.getLast(), Conflict.OF_FOLDER);
          }
          case "CONFLICT (distinct modes)" -> {
            paths.stream().skip(1).forEach(path -> real.put(path, paths.getFirst()));
            kinds.put(paths.getFirst(), Conflict.WITHOUT_LINES);
          }
          case "CONFLICT (binary)" -> kinds.put(paths.getFirst(), Conflict.WITHOUT_LINES);
          default -> {}
        }
        at += count + 3;
      }
      Map<RawPath, Conflict> conflicts =
          files.stream()
              .map(field -> new RawPath(field.substring(field.indexOf('\t') + 1)))
              .map(path -> real.getOrDefault(path, path))
              .distinct()
              .collect(
                  Collectors.toMap(
                      path -> path, path -> kinds.getOrDefault(path, Conflict.OF_CONTENTS)));
      Set<RawPath> invented = new HashSet<>(real.keySet());
      invented.removeAll(real.values());
      return new Findings(conflicts, invented);
    }
  }
}
