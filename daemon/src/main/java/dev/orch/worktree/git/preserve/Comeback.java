package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Head;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeEntry;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import dev.orch.worktree.git.Refs;
import dev.orch.worktree.git.WorktreeListing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a kept state becomes in a repository that went on without it.
 *
 * @param on the ref to be checked out; null for a detached head
 * @param commit that it is at
 * @param merged what the index and the files become; null if they are as they were
 */
record Comeback(@Nullable String on, String commit, @Nullable Merged merged) {
  private static final String BRANCHES = "refs/heads/";
  private static final int CONFLICT = 1;

  /** The trees of the merged index and of a merged commit of everything. */
  record Merged(String index, String snapshot) {}

  /**
   * Finds out what it becomes.
   *
   * @param objects takes up what merging makes
   * @throws Preserved.ConflictException if changes collide
   * @throws WorktreeFailedException if its branch was rewound or is checked out elsewhere
   */
  static Comeback of(
      Git git,
      Repository repository,
      WorktreeRequest request,
      Preserved preserved,
      ObjectWriter objects) {
    Refs refs = new Refs(git);
    Head head = preserved.head();
    Optional<String> ref = Kept.branchOf(preserved, request.branch());
    if (ref.isEmpty() && head != null) {
      return new Comeback(null, head.commit(), null);
    }
    String on = ref.orElseThrow();
    String was = head == null ? preserved.tip() : head.commit();
    String tip = refs.commit(repository, on).orElse(was);
    if (head == null) {
      return new Comeback(on, tip, null);
    }
    refuseElsewhere(git, repository, request, on);
    if (tip.equals(was)) {
      return new Comeback(on, tip, null);
    }
    refs.requireAdvance(
        repository, on.substring(BRANCHES.length()), tip, was, "on which the worktree was");
    return new Comeback(on, tip, new Merging(git, request, preserved, objects).onto(tip, on, was));
  }

  private static void refuseElsewhere(
      Git git, Repository repository, WorktreeRequest request, String on) {
    for (WorktreeEntry entry : new WorktreeListing(git).read(repository)) {
      if (on.equals(BRANCHES + entry.branch()) && !entry.path().equals(request.path())) {
        throw new WorktreeFailedException(
            "the branch %s is checked out in %s: switch to another branch there"
                .formatted(entry.branch(), entry.path()));
      }
    }
  }

  private record Merging(
      Git git, WorktreeRequest request, Preserved preserved, ObjectWriter objects) {

    Merged onto(String tip, String on, String was) {
      refuseUnmerged(on);
      Set<String> conflicts = new LinkedHashSet<>();
      String index = merge(tip, commit("index", was), conflicts);
      String snapshot = merge(tip, commit("snapshot", was), conflicts);
      if (!conflicts.isEmpty()) {
        List<String> named =
            conflicts.stream().map(RawPath::new).map(RawPath::shown).sorted().toList();
        throw new Preserved.ConflictException(
            request.path(),
            "the branch %s has advanced to %s since, and its changes collide with those kept in %s: %s"
                .formatted(
                    on.substring(BRANCHES.length()),
                    tip,
                    preserved.ref(),
                    String.join(", ", named)));
      }
      return new Merged(index, snapshot);
    }

    private void refuseUnmerged(String on) {
      GitResult unmerged =
          git.run(
              GitCall.at(
                  objects.place(), "ls-tree", "--name-only", preserved.commit() + "^{tree}"));
      if (unmerged.out().contains("stage-")) {
        throw new Preserved.ConflictException(
            request.path(),
            "it was unmerged, and the branch %s has advanced since"
                .formatted(on.substring(BRANCHES.length())));
      }
    }

    private String commit(String part, String parent) {
      return objects.commit(preserved.commit() + ":" + part, List.of(parent), part);
    }

    private String merge(String tip, String commit, Set<String> conflicts) {
      GitPlace place = objects.place();
      GitCall call =
          GitCall.at(
                  place,
                  "merge-tree",
                  "--write-tree",
                  "-z",
                  "--name-only",
                  "--no-messages",
                  tip,
                  commit)
              .raw()
              .takingLong();
      GitResult result = git.run(call);
      if (!result.ok() && result.exit() != CONFLICT) {
        throw new WorktreeFailedException(
            "%s failed (exit %d): %s".formatted(call.name(), result.exit(), result.err().strip()));
      }
      List<String> fields = new ArrayList<>(result.fields());
      String tree = fields.removeFirst();
      conflicts.addAll(fields);
      return tree;
    }
  }
}
