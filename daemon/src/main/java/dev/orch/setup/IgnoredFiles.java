package dev.orch.setup;

import dev.orch.worktree.Repository;
import dev.orch.worktree.Worktrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies files that git ignores from a project's checkout into a worktree of it. What is tracked,
 * or there already, is never touched; no link is followed, on neither side.
 */
final class IgnoredFiles {
  /** A copy that is not whole yet; a name of the file's own could be too long. */
  private static final String ASIDE = ".orch-including";

  private static final String LIST = ".worktreeinclude";
  private static final long LONGEST_LIST = 64 * 1024;
  private static final int MOST_LINES = 1000;

  private final Worktrees worktrees;

  IgnoredFiles(Worktrees worktrees) {
    this.worktrees = worktrees;
  }

  /** What came of it. */
  record Copied(List<IncludedFile> files, List<String> leftOut) {}

  /** What the settings say and, behind that, what the checkout's own list says. */
  static List<String> patterns(Path checkout, List<String> set) {
    List<String> all = new ArrayList<>(set);
    Path list = checkout.resolve(LIST);
    try {
      if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
          && Files.size(list) <= LONGEST_LIST) {
        Files.readAllLines(list).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .limit(MOST_LINES)
            .forEach(all::add);
      }
    } catch (IOException e) {
      throw new SetupFailedException("%s cannot be read as text: %s".formatted(list, e));
    }
    return all;
  }

  /**
   * Copies what the patterns fit. Called again it goes on.
   *
   * @param runtimeFolder our own folder in the checkout, of which nothing is copied
   * @throws InterruptedException if the daemon ends
   */
  Copied copy(Repository repository, Path worktree, List<String> patterns, Path runtimeFolder)
      throws InterruptedException {
    Path checkout = repository.requireCheckout();
    List<String> found =
        worktrees.findIgnored(repository, patterns).stream()
            .filter(path -> !checkout.resolve(path).startsWith(runtimeFolder))
            .toList();
    Set<String> ignoredThere =
        Set.copyOf(
            worktrees.ignoredIn(
                repository, worktree, found.stream().filter(IgnoredFiles::canBeNamed).toList()));
    List<IncludedFile> copied = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (String path : found) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the daemon ends");
      }
      if (!canBeNamed(path)) {
        leftOut.add(path + " (its name is not UTF-8)");
        continue;
      }
      if (!ignoredThere.contains(path)) {
        leftOut.add(path + " (not ignored in the worktree)");
        continue;
      }
      try {
        copy(checkout, worktree, path, leftOut);
        Path copy = worktree.resolve(path);
        if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
          copied.add(new IncludedFile(path, IncludedFile.hash(copy)));
        }
      } catch (IOException | UncheckedIOException e) {
        leftOut.add("%s (%s)".formatted(path, e));
      }
    }
    return new Copied(copied, leftOut);
  }

  /** What is not UTF-8 was lost when git's words were read. */
  private static boolean canBeNamed(String path) {
    return path.indexOf('\uFFFD') < 0;
  }

  private static void copy(Path top, Path worktree, String path, List<String> leftOut)
      throws IOException {
    Path from = top.resolve(path);
    Path to = worktree.resolve(path);
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isSymbolicLink(from) && !staysInside(top, from)) {
      leftOut.add(path + " (a link out of the project)");
      return;
    }
    makeFolders(top, worktree, Path.of(path).normalize());
    Path aside = to.resolveSibling(ASIDE);
    Files.deleteIfExists(aside);
    Files.copy(from, aside, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Only a relative link means the worktree's own file once it is there. */
  private static boolean staysInside(Path top, Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    return !target.isAbsolute() && link.resolveSibling(target).normalize().startsWith(top);
  }

  /** With the modes that they have in the checkout. */
  private static void makeFolders(Path top, Path worktree, Path file) throws IOException {
    for (int depth = 1; depth < file.getNameCount(); depth++) {
      Path below = file.subpath(0, depth);
      Path folder = worktree.resolve(below);
      if (!Files.isDirectory(top.resolve(below), LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("behind a link: " + below);
      }
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(
            folder, Files.getPosixFilePermissions(top.resolve(below), LinkOption.NOFOLLOW_LINKS));
      } else if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("a link or a file stands at " + folder);
      }
    }
  }
}
