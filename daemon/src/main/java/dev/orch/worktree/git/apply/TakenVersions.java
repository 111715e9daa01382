package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Repository;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of a session's work that were applied: trees of commits that follow each other,
 * whatever was undone or committed of them since.
 */
final class TakenVersions {
  private final Git git;
  private final KeptFiles kept;
  private final Repository repository;

  TakenVersions(Git git, KeptFiles kept, Repository repository) {
    this.git = git;
    this.kept = kept;
    this.repository = repository;
  }

  /**
   * What is known.
   *
   * @param trees the oldest first
   * @param entries where there are no trees, mode and id of what the last apply brought: all that
   *     was kept once
   */
  record Known(List<String> trees, SortedMap<RawPath, String> entries) {}

  /** What was applied of the session. */
  Known find(SessionId session) {
    Optional<String> last = kept.find(repository, KeptFiles.taken(session));
    if (last.isPresent()) {
      return new Known(trees(last.get()), new TreeMap<>());
    }
    return new Known(
        List.of(),
        kept.find(repository, KeptFiles.undo(session))
            .map(commit -> kept.entries(repository, commit))
            .orElseGet(TreeMap::new));
  }

  private List<String> trees(String commit) {
    return git.require(
            GitCall.at(
                GitPlace.repository(repository),
                "rev-list",
                "--reverse",
                "--no-commit-header",
                "--format=%T",
                commit))
        .value()
        .lines()
        .toList();
  }

  /**
   * The commit of versions, the oldest first, with all that it needs in the repository; nothing
   * refers to it yet. The same versions are the same commit.
   *
   * @param merged by whose merge the trees can be found
   * @param base a commit of the repository that has most of it
   */
  String keep(MergedChange merged, String base, Path scratch) throws IOException {
    TreeMerge trees = new TreeMerge(git, merged.project(), scratch);
    String last = "";
    for (String tree : merged.trees().versions()) {
      last = last.isEmpty() ? trees.commit(tree) : trees.commit(tree, "-p", last);
    }
    GitPlace place = GitPlace.repository(repository).configured("core.fsync", "all");
    if (!git.says(place, "cat-file", "-e", last)) {
      Path pack = scratch.resolve("versions.pack");
      git.require(
          GitCall.at(merged.project(), "pack-objects", "--revs", "--local", "--stdout", "--quiet")
              .saying("%s\n^%s\n".formatted(last, base))
              .writing(pack)
              .takingLong());
      git.require(GitCall.at(place, "index-pack", "--stdin").reading(pack).takingLong());
    }
    return last;
  }
}
