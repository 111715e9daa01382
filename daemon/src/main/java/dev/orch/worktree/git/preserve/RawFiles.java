package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.FileTree;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes files as they are kept: into a folder that holds nothing, from a repository that knows no
 * attribute and no filter, so that git changes no byte. Files of attributes themselves come last.
 */
final class RawFiles {
  private static final String LETTERS = "rwxrwxrwx";
  private final Git git;
  private final GitPlace place;
  private final Path worktree;
  private final Path scratch;

  private RawFiles(Git git, GitPlace place, Path worktree, Path scratch) {
    this.git = git;
    this.place = place;
    this.worktree = worktree;
    this.scratch = scratch;
  }

  static RawFiles into(Path worktree, Git git, Repository repository, Path scratch) {
    Path empty = scratch.resolve("empty.git");
    GitPlace place =
        new GitPlace(
                worktree,
                List.of("--git-dir=" + empty, "--work-tree=" + worktree),
                GitPlace.checkout(worktree).environment())
            .with("GIT_OBJECT_DIRECTORY", repository.commonGitDir().resolve("objects").toString())
            .with("GIT_INDEX_FILE", scratch.resolve("raw.index").toString())
            .with("GIT_ATTR_NOSYSTEM", "1")
            .configured("core.attributesFile", "/dev/null")
            .configured("core.autocrlf", "false")
            .configured("core.symlinks", "true")
            .configured("core.fileMode", "true");
    return new RawFiles(git, place, worktree, scratch);
  }

  /** Nothing may be in the folder that {@code files} names. */
  void write(List<TreeEntry> files) {
    makeRepository(!files.isEmpty() && files.getFirst().object().length() > 40);
    checkOut(files.stream().filter(file -> !file.isAttributes() && !file.isGitlink()).toList());
    List<TreeEntry> attributes = files.stream().filter(TreeEntry::isAttributes).toList();
    checkOut(attributes.stream().filter(TreeEntry::isLink).toList());
    attributes.stream().filter(file -> !file.isLink()).forEach(this::copy);
    for (TreeEntry file : files) {
      if (file.isGitlink()) {
        makeFolder(file.path().in(worktree));
      }
    }
  }

  private void makeRepository(boolean isSha256) {
    Path empty = scratch.resolve("empty.git");
    FileTree.delete(empty);
    try {
      Files.createDirectories(empty.resolve("objects"));
      Files.createDirectories(empty.resolve("refs"));
      Files.writeString(empty.resolve("HEAD"), "ref: refs/heads/none\n");
      Files.writeString(
          empty.resolve("config"),
          isSha256
              ? """
              [core]
              repositoryformatversion = 1
              bare = false
              [extensions]
              objectformat = sha256
              """
              : """
              [core]
              repositoryformatversion = 0
              bare = false
              """);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + empty, e);
    }
  }

  private void checkOut(List<TreeEntry> files) {
    if (files.isEmpty()) {
      return;
    }
    FileTree.delete(scratch.resolve("raw.index"));
    String lines = files.stream().map(TreeEntry::line).collect(Collectors.joining());
    git.require(
        GitCall.at(place, "update-index", "-z", "--index-info").saying(lines).raw().takingLong());
    git.require(GitCall.at(place, "checkout-index", "--all", "--force", "--quiet").takingLong());
  }

  private void copy(TreeEntry file) {
    Path target = file.path().in(worktree);
    makeFolder(Objects.requireNonNull(target.getParent()));
    String content = git.require(GitCall.at(place, "cat-file", "blob", file.object()).raw()).out();
    try {
      Files.write(
          target, content.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + target, e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot make " + folder, e);
    }
  }

  /**
   * Gives files the permissions they had.
   *
   * @param permissions as {@link Capture} has them
   * @param of the files that are as they were
   */
  void permit(String permissions, Set<RawPath> of) {
    for (String line : permissions.split("\0", -1)) {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        continue;
      }
      RawPath path = new RawPath(line.substring(tab + 1));
      if (of.contains(path)) {
        permit(path.in(worktree), Integer.parseInt(line.substring(0, tab), 8));
      }
    }
  }

  private static void permit(Path file, int wanted) {
    try {
      int now = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if ((now & 0777) != (wanted & 0777)) {
        Files.setPosixFilePermissions(file, permissions(wanted));
      }
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot give " + file + " its permissions", e);
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < LETTERS.length(); i++) {
      boolean set = (mode & (1 << (LETTERS.length() - 1 - i))) != 0;
      letters.append(set ? LETTERS.charAt(i) : '-');
    }
    return PosixFilePermissions.fromString(letters.toString());
  }
}
