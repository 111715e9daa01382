package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.SessionChange;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.git.snapshot.WorktreeSnapshot;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Merges a session's change over three made-up commits: the base commit's tree, the tree of the
 * project's HEAD on it, the session's snapshot on it. So only what the session itself changed since
 * its base comes along, whatever its base is. What HEAD has of an earlier apply as it was applied
 * is taken for the base too: it has come home, and only what followed is to be merged.
 */
final class ChangeMerge {
  private static final String NOTHING = "000000";
  private final Git git;
  private final Repository repository;
  private final Path scratch;
  private final GitPlace project;

  /**
   * One merge.
   *
   * @param scratch a folder of the caller's alone, which removes it
   */
  ChangeMerge(Git git, Repository repository, Path scratch) {
    this.git = git;
    this.repository = repository;
    this.scratch = scratch;
    this.project =
        RawStore.identified(
            WorktreeSnapshot.storing(
                GitPlace.checkout(repository.requireCheckout()),
                repository,
                scratch.resolve("objects")));
  }

  /**
   * Merges.
   *
   * @param applied what an earlier apply brought, as git calls it
   * @throws WorktreeFailedException if there is nothing to merge into, the worktree is gone, or git
   *     fails
   */
  MergedChange of(SessionChange change, SortedMap<RawPath, String> applied) throws IOException {
    Files.createDirectories(scratch.resolve("objects"));
    List<Obstacle> leftOut = new ArrayList<>();
    String session = snapshot(change, leftOut);
    String head = tree(project, "HEAD");
    String base = commit(base(tree(project, change.base()), head, applied));
    List<String> merge = merge(commit(head, "-p", base), commit(session, "-p", base));
    String merged = merge.getFirst();
    List<MergedChange.Entry> entries = entries(head, merged);
    Set<RawPath> others = new HashSet<>();
    entries(session, merged).forEach(entry -> others.add(entry.path()));
    SortedMap<RawPath, String> own = new TreeMap<>();
    entries.stream()
        .filter(entry -> !others.contains(entry.path()))
        .forEach(entry -> own.put(entry.path(), entry.newMode() + " " + entry.newBlob()));
    applied.forEach((path, entry) -> {
      if (!others.contains(path)) {
        own.putIfAbsent(path, entry);
      }
    });
    return new MergedChange(
        project,
        new MergedChange.Trees(head, merged),
        entries,
        own,
        conflicts(merge.subList(1, merge.size())),
        leftOut);
  }

  private String snapshot(SessionChange change, List<Obstacle> leftOut) throws IOException {
    return switch (change.source()) {
      case SessionChange.Source.Worktree(Path path) -> {
        WorktreeSnapshot snapshot = WorktreeSnapshot.take(git, repository, path, scratch);
        snapshot.nested().stream()
            .map(name -> new RawPath(name.substring(0, name.length() - 1)))
            .map(inside -> new Obstacle(inside, Obstacle.Why.NESTED_REPOSITORY))
            .forEach(leftOut::add);
        snapshot.changedSubmodules().stream()
            .map(name -> new Obstacle(new RawPath(name), Obstacle.Why.SUBMODULE_CHANGED))
            .forEach(leftOut::add);
        yield snapshot.tree();
      }
      case SessionChange.Source.Preserved(String tree) -> {
        GitPlace place = GitPlace.repository(repository);
        yield tree(place, object(place, tree));
      }
    };
  }

  /** A path behind a commit takes no suffix: what it names comes first. */
  private String tree(GitPlace place, String commit) {
    return object(place, commit + "^{tree}");
  }

  private String object(GitPlace place, String name) {
    return git.require(GitCall.at(place, "rev-parse", "--verify", "--end-of-options", name))
        .value();
  }

  /** The base's tree, with what HEAD has taken of an earlier apply. */
  private String base(String base, String head, SortedMap<RawPath, String> applied)
      throws IOException {
    if (applied.isEmpty()) {
      return base;
    }
    Map<RawPath, String> inHead = listed(head, applied.keySet());
    StringBuilder taken = new StringBuilder();
    applied.forEach((path, entry) -> {
      boolean gone = entry.startsWith(NOTHING);
      if (gone ? !inHead.containsKey(path) : entry.equals(inHead.get(path))) {
        taken.append(gone ? "0" + entry.substring(NOTHING.length()) : entry);
        taken.append('\t').append(path.latin()).append('\0');
      }
    });
    Path lines = scratch.resolve("taken");
    Files.writeString(lines, taken, StandardCharsets.ISO_8859_1);
    GitPlace place = project.with("GIT_INDEX_FILE", scratch.resolve("base-index").toString());
    git.require(GitCall.at(place, "read-tree", base).takingLong());
    git.require(
        GitCall.at(place, "update-index", "--replace", "-z", "--index-info").reading(lines));
    return git.require(GitCall.at(place, "write-tree").takingLong()).value();
  }

  /** Mode and id of those of the paths that the tree has. */
  private Map<RawPath, String> listed(String tree, Set<RawPath> wanted) throws IOException {
    Path list = scratch.resolve("in-head");
    git.require(
        GitCall.at(project, "ls-tree", "-r", "-z", "--full-tree", tree).writing(list).takingLong());
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

  private String commit(String tree, String... parent) {
    List<String> arguments = new ArrayList<>(List.of("commit-tree", tree, "-m", "orch"));
    arguments.addAll(List.of(parent));
    return git.require(GitCall.at(project, arguments.toArray(String[]::new))).value();
  }

  /** The merged tree, then what conflicts. */
  private List<String> merge(String ours, String theirs) throws IOException {
    Path told = scratch.resolve("merged");
    GitResult merge =
        git.run(
            GitCall.at(project, "merge-tree", "--write-tree", "--no-messages", "-z", ours, theirs)
                .writing(told)
                .takingLong());
    // 1 tells of conflicts.
    if (merge.exit() > 1 || merge.exit() < 0) {
      throw new WorktreeFailedException(
          "git merge-tree in %s failed (exit %d): %s"
              .formatted(repository.path(), merge.exit(), merge.err().strip()));
    }
    return FilteredTree.fields(told);
  }

  /** Each is {@code :mode mode id id status}, then the path. */
  private List<MergedChange.Entry> entries(String from, String to) throws IOException {
    Path differing = scratch.resolve("differing");
    git.require(
        GitCall.at(
                project,
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

  /** Each is {@code mode id stage}, a tab, the path; a path has up to three. */
  private static Set<RawPath> conflicts(List<String> fields) {
    Set<RawPath> paths = new HashSet<>();
    for (String field : fields) {
      paths.add(new RawPath(field.substring(field.indexOf('\t') + 1)));
    }
    return paths;
  }
}
