package dev.orch.worktree.git;

import dev.orch.worktree.Patch;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the difference between a base commit and a worktree as it stands. A copy of the index
 * takes up what was changed and added, a scratch object store what that makes: nothing of the
 * user's is written to. Nested repositories are left out whole, and never entered: their own
 * configuration could run programs.
 */
final class WorktreePatch {
  private static final String GITLINK = "160000 ";
  private final Git git;
  private final AdminFolder admin;
  private final Path scratch;
  private final GitPlace place;

  private WorktreePatch(
      Git git, Repository repository, AdminFolder admin, Path worktree, Path scratch) {
    this.git = git;
    this.admin = admin;
    this.scratch = scratch;
    this.place =
        GitPlace.worktree(admin, worktree)
            .with("GIT_INDEX_FILE", scratch.resolve("index").toString())
            .with("GIT_OBJECT_DIRECTORY", scratch.resolve("objects").toString())
            .with(
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                quoted(repository.commonGitDir().resolve("objects")))
            .configured("core.safecrlf", "false");
  }

  /** Call it under the worktree's lock: the scratch folder lies beside the target. */
  static Patch write(Git git, Repository repository, Path worktree, String base, Path target) {
    AdminFolder admin =
        AdminFolder.of(repository, worktree)
            .orElseThrow(() ->
                new WorktreeFailedException(
                    worktree + " is no worktree of " + repository.topLevel() + " any more"));
    Path scratch = target.resolveSibling("." + target.getFileName() + ".scratch");
    FileTree.delete(scratch);
    try {
      Files.createDirectories(scratch.resolve("objects"));
      WorktreePatch patch = new WorktreePatch(git, repository, admin, worktree, scratch);
      patch.takeUpEverything();
      return patch.write(base, target);
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write the difference to " + target, e);
    } finally {
      FileTree.delete(scratch);
    }
  }

  private void takeUpEverything() throws IOException {
    Path index = admin.path().resolve("index");
    if (Files.exists(index)) {
      // With its time of change: git trusts an entry only if the index is younger than the file.
      Files.copy(index, scratch.resolve("index"), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path staged = scratch.resolve("staged");
    Path links = scratch.resolve("links");
    git.require(GitCall.at(place, "ls-files", "--stage", "-z").writing(staged).takingLong());
    if (keep(staged, links, field -> field.startsWith(GITLINK), true)) {
      update(links, "--force-remove");
    }
    git.require(GitCall.at(place, "add", "--update", "--", ":/").takingLong());
    Path others = scratch.resolve("others");
    Path files = scratch.resolve("files");
    git.require(
        GitCall.at(place, "ls-files", "--others", "--exclude-standard", "-z")
            .writing(others)
            .takingLong());
    if (keep(others, files, field -> !field.endsWith("/"), false)) {
      // What vanished since it was listed is left out.
      update(files, "--add", "--remove");
    }
  }

  private void update(Path paths, String... how) {
    List<String> arguments = new ArrayList<>(List.of("update-index", "--replace"));
    arguments.addAll(List.of(how));
    arguments.addAll(List.of("-z", "--stdin"));
    git.require(GitCall.at(place, arguments.toArray(String[]::new)).reading(paths).takingLong());
  }

  /**
   * Copies some fields of a NUL-separated file, byte by byte: paths need not be text.
   *
   * @param afterTab whether only what stands behind a field's first tab is copied
   * @return whether there was any
   */
  private static boolean keep(Path from, Path to, Predicate<String> wanted, boolean afterTab)
      throws IOException {
    boolean any = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(from));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != 0) {
          bytes.write(b);
          continue;
        }
        String field = bytes.toString(StandardCharsets.ISO_8859_1);
        bytes.reset();
        if (wanted.test(field)) {
          any = true;
          String kept = afterTab ? field.substring(field.indexOf('\t') + 1) : field;
          out.write(kept.getBytes(StandardCharsets.ISO_8859_1));
          out.write(0);
        }
      }
    }
    return any;
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
    return Counts.read(counts).of(target);
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
                "--ignore-submodules=all"));
    arguments.addAll(List.of(format));
    arguments.add("--end-of-options");
    arguments.add(base);
    arguments.add("--");
    return GitCall.at(place, arguments.toArray(String[]::new)).takingLong();
  }

  /** A colon in the path would end it: quoted as git quotes in C's way. */
  private static String quoted(Path path) {
    String text = path.toString();
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
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

    Patch of(Path file) {
      return new Patch(file, files, added, removed);
    }

    private static int count(String field) {
      return field.equals("-") ? 0 : Integer.parseInt(field);
    }
  }
}
