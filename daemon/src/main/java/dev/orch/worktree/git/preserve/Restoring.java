package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.AdminFolder;
import dev.orch.worktree.git.FileTree;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.Refs;
import dev.orch.worktree.git.WorktreeMaker;
import dev.orch.worktree.git.lfs.LargeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Fills a worktree with a kept state. What a killed one has written is cleared first. */
final class Restoring implements WorktreeMaker.Filling {
  private static final String MARK = "orch-restored";
  private final Git git;
  private final Repository repository;
  private final Preserved preserved;
  private final Comeback comeback;
  private final ObjectWriter objects;
  private final Consumer<String> checkpoint;

  Restoring(Bench bench, Preserved preserved, Comeback comeback) {
    this.git = bench.git();
    this.repository = bench.repository();
    this.objects = bench.objects();
    this.checkpoint = bench.checkpoint();
    this.preserved = preserved;
    this.comeback = comeback;
  }

  /**
   * What it works with.
   *
   * @param checkpoint told of each step that is done
   */
  record Bench(Git git, Repository repository, ObjectWriter objects, Consumer<String> checkpoint) {}

  /** What is to be in the worktree. */
  private record Wanted(
      List<IndexEntry> index,
      List<TreeEntry> raw,
      List<TreeEntry> checkedOut,
      String permissions) {}

  /** Whether the worktree was filled with that state, to the end. */
  static boolean isDone(AdminFolder admin, Preserved preserved) {
    Path mark = admin.path().resolve(MARK);
    try {
      return Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
          && Files.readString(mark).equals(preserved.commit());
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot read " + mark, e);
    }
  }

  @Override
  public void fill(AdminFolder admin, Path worktree) {
    clear(admin, worktree);
    checkpoint.accept("cleared");
    GitPlace place = GitPlace.worktree(admin, worktree);
    setHead(place);
    checkpoint.accept("on its commit");
    Capture.Content was = new Kept(git).content(objects, preserved);
    Wanted wanted = wanted(was);
    RawFiles files = RawFiles.into(worktree, git, repository, objects.scratch());
    files.write(wanted.raw());
    checkpoint.accept("files written");
    checkOut(place, wanted.checkedOut());
    files.permit(wanted.permissions(), paths(wanted.raw()));
    checkpoint.accept("files complete");
    IndexFile.write(admin.path().resolve("index"), wanted.index(), worktree);
    checkpoint.accept("index written");
    verify(admin, worktree, was, wanted);
    mark(admin);
    checkpoint.accept("verified");
  }

  private static void clear(AdminFolder admin, Path worktree) {
    admin.removeEntry("index.lock");
    admin.removeEntry("index");
    admin.removeEntry(MARK);
    FileTree.emptyAmidOthers(worktree, Path.of(".git"));
  }

  private void setHead(GitPlace place) {
    String on = comeback.on();
    if (on == null) {
      git.require(GitCall.at(place, "update-ref", "--no-deref", "HEAD", comeback.commit()));
      return;
    }
    String tip = new Refs(git).commit(repository, on).orElse("");
    if (tip.isEmpty()) {
      git.require(
          GitCall.at(
              place, "update-ref", on, comeback.commit(), "0".repeat(comeback.commit().length())));
    } else if (!tip.equals(comeback.commit())) {
      throw new WorktreeFailedException(
          "%s was moved to %s while the worktree was made again: try again".formatted(on, tip));
    }
    git.require(GitCall.at(place, "symbolic-ref", "HEAD", on));
  }

  private Wanted wanted(Capture.Content was) {
    List<TreeEntry> files = objects.entries(was.files());
    Comeback.Merged merged = comeback.merged();
    if (merged == null) {
      return new Wanted(was.index(), files, List.of(), was.permissions());
    }
    Map<RawPath, TreeEntry> before = byPath(objects.entries(preserved.snapshot()));
    Map<RawPath, TreeEntry> raw = byPath(files);
    List<TreeEntry> kept = new ArrayList<>();
    List<TreeEntry> checkedOut = new ArrayList<>();
    Set<RawPath> fresh = new HashSet<>();
    Map<RawPath, TreeEntry> after = byPath(objects.entries(merged.snapshot()));
    for (TreeEntry entry : after.values()) {
      TreeEntry file = raw.get(entry.path());
      if (file != null && entry.equals(before.get(entry.path()))) {
        kept.add(file);
      } else if (entry.isGitlink()) {
        kept.add(entry);
      } else {
        checkedOut.add(entry);
        fresh.add(entry.path());
      }
    }
    return new Wanted(
        index(merged, was.index(), after, fresh), kept, checkedOut, was.permissions());
  }

  private List<IndexEntry> index(
      Comeback.Merged merged,
      List<IndexEntry> was,
      Map<RawPath, TreeEntry> files,
      Set<RawPath> fresh) {
    Map<RawPath, IndexEntry> before = new HashMap<>();
    was.forEach(entry -> before.put(entry.path(), entry));
    List<IndexEntry> index = new ArrayList<>();
    for (TreeEntry entry : objects.entries(merged.index())) {
      IndexEntry now = new IndexEntry(entry.mode(), entry.object(), 0, Set.of(), 0, entry.path());
      IndexEntry old = before.get(entry.path());
      if (fresh.contains(entry.path())) {
        index.add(entry.equals(files.get(entry.path())) ? now.with(IndexEntry.Flag.SETTLED) : now);
      } else if (old != null
          && old.object().equals(now.object())
          && old.mode().equals(now.mode())) {
        index.add(old);
      } else {
        index.add(now);
      }
    }
    return index;
  }

  private static Map<RawPath, TreeEntry> byPath(List<TreeEntry> entries) {
    return entries.stream().collect(Collectors.toMap(TreeEntry::path, entry -> entry));
  }

  private static Set<RawPath> paths(List<TreeEntry> entries) {
    return entries.stream().map(TreeEntry::path).collect(Collectors.toSet());
  }

  /** Those that the branch's advance has changed, as any checkout writes them. */
  private void checkOut(GitPlace place, List<TreeEntry> files) {
    Comeback.Merged merged = comeback.merged();
    if (merged == null || files.isEmpty()) {
      return;
    }
    Path index = objects.scratch().resolve("merged.index");
    FileTree.delete(index);
    GitPlace with = place.with("GIT_INDEX_FILE", index.toString());
    git.require(GitCall.at(with, "read-tree", merged.snapshot()).takingLong());
    String names =
        files.stream().map(file -> file.path().latin() + "\0").collect(Collectors.joining());
    LargeFiles.checkOut(
        git,
        GitCall.at(with, "checkout-index", "--force", "--quiet", "-z", "--stdin")
            .saying(names)
            .raw()
            .takingLong());
  }

  /** Read again, it must be the same; what the advance has changed was not there before. */
  private void verify(AdminFolder admin, Path worktree, Capture.Content was, Wanted wanted) {
    Capture.Content now = Capture.of(git, admin, worktree, objects);
    Capture.Content expected =
        comeback.merged() == null
            ? was
            : new Capture.Content(wanted.index(), now.files(), now.permissions());
    boolean whole =
        comeback.merged() == null || objects.entries(now.files()).containsAll(wanted.raw());
    if (!now.isLike(expected) || !whole) {
      throw new WorktreeFailedException(
          "%s did not become what is kept in %s".formatted(worktree, preserved.ref()));
    }
  }

  private void mark(AdminFolder admin) {
    Path mark = admin.path().resolve(MARK);
    try {
      Files.writeString(mark, preserved.commit());
    } catch (IOException e) {
      throw new WorktreeFailedException("cannot write " + mark, e);
    }
  }
}
