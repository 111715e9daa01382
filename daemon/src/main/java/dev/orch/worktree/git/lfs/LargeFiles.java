package dev.orch.worktree.git.lfs;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.GitResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files whose attributes give them to Git LFS. The repository has pointers in their place; the
 * user's own {@code filter.lfs} puts the content there as files are checked out, and fails where it
 * cannot be had. They are checked out as pointers then, which git-lfs(1) takes for unchanged.
 */
public final class LargeFiles {
  /** What a pointer begins with, as the specification of Git LFS has it. */
  private static final byte[] POINTER =
      "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);

  /** In what git has of the worktree: it was checked out with pointers. */
  private static final String MARK = "orch-lfs-pointers";

  private LargeFiles() {}

  /**
   * Runs a command that checks files out.
   *
   * @throws WorktreeFailedException if it fails with pointers in place of content too
   */
  public static void checkOut(Git git, GitCall call) {
    GitResult first = git.runPatiently(call);
    if (first.ok()) {
      return;
    }
    boolean isFiltered = git.says(call.place(), "config", "--get-regexp", "^filter\\.lfs\\.");
    if (isFiltered && git.runPatiently(call.with("GIT_LFS_SKIP_SMUDGE", "1")).ok()) {
      return;
    }
    throw Git.failure(call, first);
  }

  /** Notes down, once it is checked out, whether a worktree has pointers. */
  public static void note(Git git, AdminFolder admin, Path worktree) {
    GitPlace place = GitPlace.worktree(admin, worktree);
    boolean any =
        git
            .require(GitCall.at(place, "ls-files", "-z", "--", ":(top,attr:filter=lfs)").raw())
            .fields()
            .stream()
            .anyMatch(path -> isPointer(new RawPath(path).in(worktree)));
    if (any) {
      write(admin.path().resolve(MARK));
    }
  }

  /** Whether it was checked out with pointers. */
  public static boolean wereMissing(AdminFolder admin) {
    return Files.exists(admin.path().resolve(MARK), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isPointer(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return Arrays.equals(content.readNBytes(POINTER.length), POINTER);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + file, e);
    }
  }

  private static void write(Path mark) {
    try {
      Files.writeString(mark, "");
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + mark, e);
    }
  }
}
