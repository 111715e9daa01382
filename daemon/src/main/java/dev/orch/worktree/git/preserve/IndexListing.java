package dev.orch.worktree.git.preserve;

import dev.orch.domain.project.RawPath;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an index by {@code git ls-files --debug}, the only listing that tells what is marked to be
 * added and which size git has seen. What it does not understand to the last byte it refuses.
 */
final class IndexListing {
  // An entry, then lines: ctime, mtime, dev and ino, uid and gid, size and flags
  private static final Pattern ENTRY =
      Pattern.compile(
          "(\\d{6}) ([0-9a-f]+) (\\d)\t([^\\x00]+)\\x00"
              + "(?:  [a-z]+: [^\n]*\n){4}  size: (\\d+)\tflags: ([0-9a-f]+)\n");
  private static final long ASSUME_UNCHANGED = 1L << 15;
  private static final long INTENT_TO_ADD = 1L << 29;
  private static final long SKIP_WORKTREE = 1L << 30;

  private IndexListing() {}

  /** In git's order. Nothing is told of files on disk. */
  static List<IndexEntry> read(Git git, GitPlace place) {
    GitCall call = GitCall.at(place, "ls-files", "--stage", "--debug", "-z").raw().takingLong();
    String listing = git.require(call).out();
    List<IndexEntry> entries = new ArrayList<>();
    Matcher entry = ENTRY.matcher(listing);
    int end = 0;
    while (end < listing.length()) {
      if (!entry.find(end) || entry.start() != end) {
        throw new WorktreeFailedException(
            "%s: the index is listed in another way than by the versions of git that are known"
                .formatted(call.name()));
      }
      entries.add(entry(entry));
      end = entry.end();
    }
    return entries;
  }

  private static IndexEntry entry(Matcher found) {
    return new IndexEntry(
        found.group(1),
        found.group(2),
        Integer.parseInt(found.group(3)),
        flags(Long.parseLong(found.group(6), 16)),
        Long.parseLong(found.group(5)),
        new RawPath(found.group(4)));
  }

  private static Set<IndexEntry.Flag> flags(long bits) {
    Set<IndexEntry.Flag> flags = EnumSet.noneOf(IndexEntry.Flag.class);
    if ((bits & ASSUME_UNCHANGED) != 0) {
      flags.add(IndexEntry.Flag.ASSUME_UNCHANGED);
    }
    if ((bits & INTENT_TO_ADD) != 0) {
      flags.add(IndexEntry.Flag.INTENT_TO_ADD);
    }
    if ((bits & SKIP_WORKTREE) != 0) {
      flags.add(IndexEntry.Flag.SKIP_WORKTREE);
    }
    return flags;
  }

  /** The same, and which files git need not read to know that they are as it saw them last. */
  static List<IndexEntry> readSettled(Git git, GitPlace place) {
    Set<String> unsettled =
        new HashSet<>(
            git.require(
                    GitCall.at(place, "diff-files", "-z", "--name-only", "--ignore-submodules=all")
                        .raw()
                        .takingLong())
                .fields());
    return read(git, place).stream()
        .map(entry ->
            entry.stage() == 0 && !unsettled.contains(entry.path().latin())
                ? entry.with(IndexEntry.Flag.SETTLED)
                : entry)
        .toList();
  }
}
