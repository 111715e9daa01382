package dev.orch.worktree.git.apply;

import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keeps the files of one folder in a repository, byte for byte, and lays them out again. Git does
 * both from a git folder that has neither configuration nor attributes of the repository, so that
 * nothing converts a byte.
 */
final class RawStore {
  /** So that the same content is the same commit. */
  private static final String AT = "1700000000 +0000";

  private final Git git;
  private final Repository repository;
  private final Path gitDir;

  /**
   * With an empty scratch folder of its own.
   *
   * @throws WorktreeFailedException if it cannot be written
   */
  RawStore(Git git, Repository repository, BlobIds ids, Path scratch) {
    this.git = git;
    this.repository = repository;
    this.gitDir = scratch.resolve("raw.git");
    try {
      Files.createDirectories(gitDir.resolve("objects"));
      Files.createDirectories(gitDir.resolve("refs"));
      Files.writeString(gitDir.resolve("HEAD"), "ref: refs/heads/none\n");
      Files.writeString(
          gitDir.resolve("config"),
          "[core]\nrepositoryformatversion = 1\nbare = false\n[extensions]\nobjectformat = %s\n"
              .formatted(ids.format()));
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + gitDir, e);
    }
  }

  /** What git is told to make and to trust: names, times and nothing of the user's. */
  static GitPlace identified(GitPlace place) {
    GitPlace named = place;
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      named =
          named
              .with("GIT_" + who + "_NAME", "orch")
              .with("GIT_" + who + "_EMAIL", "orch@localhost")
              .with("GIT_" + who + "_DATE", AT);
    }
    return named;
  }

  private GitPlace place(Path folder) {
    GitPlace place =
        new GitPlace(folder, List.of("--git-dir=" + gitDir, "--work-tree=" + folder), Map.of())
            .with("GIT_OBJECT_DIRECTORY", repository.commonGitDir().resolve("objects").toString())
            .with("GIT_INDEX_FILE", gitDir.resolve("index").toString())
            .with("GIT_ATTR_NOSYSTEM", "1");
    for (String setting :
        List.of(
            "core.fsync=all",
            // All contents go to one pack: that is written through at once, not file by file.
            "core.bigFileThreshold=1",
            "core.autocrlf=false",
            "core.eol=lf",
            "core.safecrlf=false",
            "core.symlinks=true",
            "core.fileMode=true",
            "core.attributesFile=/dev/null",
            "core.excludesFile=/dev/null")) {
      String[] parts = setting.split("=", 2);
      place = place.configured(parts[0], parts[1]);
    }
    return identified(place);
  }

  /** The commit of all files and links right in the folder; nothing refers to it yet. */
  String keep(Path folder, String parent, String message) {
    GitPlace place = place(folder);
    git.require(GitCall.at(place, "read-tree", "--empty"));
    git.require(GitCall.at(place, "add", "--all", "--force", "--", ".").takingLong());
    String tree = git.require(GitCall.at(place, "write-tree")).value();
    return git.require(GitCall.at(place, "commit-tree", tree, "-p", parent, "-m", message)).value();
  }

  /** Writes what a commit of {@link #keep} holds into an empty folder. */
  void lay(String commit, Path folder) {
    GitPlace place = place(folder);
    git.require(GitCall.at(place, "read-tree", commit));
    git.require(GitCall.at(place, "checkout-index", "--all", "--force", "--quiet").takingLong());
  }
}
