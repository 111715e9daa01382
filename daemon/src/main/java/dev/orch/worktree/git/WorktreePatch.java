package dev.orch.worktree.git;

import dev.orch.worktree.Patch;
import dev.orch.worktree.Repository;
import dev.orch.worktree.git.snapshot.Scratch;
import dev.orch.worktree.git.snapshot.WorktreeSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the difference between a base commit and a worktree as it stands. */
public final class WorktreePatch {
  private final Git git;
  private final Path scratch;
  private final Taken taken;

  private WorktreePatch(Git git, Path scratch, Taken taken) {
    this.git = git;
    this.scratch = scratch;
    this.taken = taken;
  }

  /** What stands for one side of the difference. */
  @FunctionalInterface
  private interface Side {
    Taken takeUp(Path scratch) throws IOException;
  }

  /**
   * One side of the difference.
   *
   * @param place its index holds it
   * @param unread what it lacks since it cannot be read; empty for nothing
   */
  private record Taken(GitPlace place, String unread) {}

  /** Call it under the worktree's lock, with a target of this call alone. */
  static Patch write(Git git, Repository repository, Path worktree, String base, Path target) {
    return write(
        git,
        base,
        target,
        scratch -> {
          WorktreeSnapshot all = WorktreeSnapshot.take(git, repository, worktree, scratch);
          return new Taken(all.place(), all.unread());
        });
  }

  /** Writes the difference between a base commit and a tree. */
  public static Patch between(
      Git git, Repository repository, String base, String tree, Path target) {
    return write(
        git,
        base,
        target,
        scratch -> {
          Path objects = Files.createDirectories(scratch.resolve("objects"));
          GitPlace place =
              WorktreeSnapshot.storing(GitPlace.repository(repository), repository, objects)
                  .with("GIT_INDEX_FILE", scratch.resolve("index").toString());
          git.require(GitCall.at(place, "read-tree", tree).takingLong());
          return new Taken(place, "");
        });
  }

  private static Patch write(Git git, String base, Path target, Side side) {
    Path beside = target.resolveSibling("." + target.getFileName() + ".scratch");
    return new Scratch()
        .with(
            beside,
            scratch -> new WorktreePatch(git, scratch, side.takeUp(scratch)).write(base, target));
  }

  private Patch write(String base, Path target) throws IOException {
    Path patch = scratch.resolve("patch");
    git.require(
        difference(
                base,
                "--patch",
                "--binary",
                "--full-index",
                "--unified=3",
                "--no-relative",
                "--src-prefix=a/",
                "--dst-prefix=b/")
            .writing(patch));
    Path counts = scratch.resolve("counts");
    git.require(difference(base, "--numstat", "-z").writing(counts));
    Files.move(patch, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return Counts.read(counts).of(target, taken.unread());
  }

  private GitCall difference(String base, String... format) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "diff-index",
                "--cached",
                "--find-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                // That of another commit is told; what is changed in it needs no look.
                "--ignore-submodules=dirty",
                "--submodule=short"));
    arguments.addAll(List.of(format));
    arguments.add("--end-of-options");
    arguments.add(base);
    arguments.add("--");
    return GitCall.at(taken.place(), arguments.toArray(String[]::new)).takingLong();
  }

  /** The sums of {@code git diff --numstat -z}; binary files count no lines. */
  private record Counts(int files, int added, int removed) {
    private static final Pattern RECORD =
        Pattern.compile("(\\d+|-)\t(\\d+|-)\t(.*)", Pattern.DOTALL);

    static Counts read(Path numstat) throws IOException {
      int files = 0;
      int added = 0;
      int removed = 0;
      String[] fields = Files.readString(numstat, StandardCharsets.ISO_8859_1).split("\0", -1);
      for (int i = 0; i < fields.length; i++) {
        Matcher record = RECORD.matcher(fields[i]);
        if (record.matches()) {
          files++;
          added += count(record.group(1));
          removed += count(record.group(2));
          if (record.group(3).isEmpty()) {
            // A rename: the old and the new path are fields of their own.
            i += 2;
          }
        }
      }
      return new Counts(files, added, removed);
    }

    Patch of(Path file, String unread) {
      return new Patch(file, files, added, removed, unread);
    }

    private static int count(String field) {
      return field.equals("-") ? 0 : Integer.parseInt(field);
    }
  }
}
