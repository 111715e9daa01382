package dev.orch.worktree.git.apply;

import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of which HEAD has most of what was applied, and other lines where somebody has amended it:
 * those are in place of the session's, which counts as taken home.
 */
final class AmendedFile {
  private final Git git;
  private final GitPlace place;
  private final Path scratch;

  /**
   * Of one call.
   *
   * @param place where git finds the contents, and puts what is made
   * @param scratch a folder of the caller's alone, which removes it
   */
  AmendedFile(Git git, GitPlace place, Path scratch) {
    this.git = git;
    this.place = place;
    this.scratch = scratch;
  }

  /** One path as three trees have it, mode and id. */
  record Sides(String before, String applied, String now) {
    private boolean areFiles() {
      return (TreeMerge.isNothing(before) || isFile(before)) && isFile(applied) && isFile(now);
    }

    private static boolean isFile(String entry) {
      return entry.startsWith("100");
    }

    /** What HEAD has not taken of the mode is not taken. */
    private String mode() {
      boolean taken = mode(now).equals(mode(applied)) || TreeMerge.isNothing(before);
      return mode(taken ? applied : before);
    }

    private static String mode(String entry) {
      return entry.substring(0, entry.indexOf(' '));
    }
  }

  /** What was applied, as far as HEAD has it or something in its place; empty if it was not. */
  Optional<String> common(Sides sides) throws IOException {
    if (!sides.areFiles()) {
      return Optional.empty();
    }
    Path before = content(sides.before(), "before");
    Path applied = content(sides.applied(), "applied");
    Path now = content(sides.now(), "now");
    Path union = scratch.resolve("union");
    Path common = scratch.resolve("common");
    Path again = scratch.resolve("again");
    boolean isHome =
        hasMost(lines(before), lines(applied), lines(now))
            && merge(union, now, before, applied, "--ours")
            && merge(common, applied, union, now, "--ours")
            // Applied once more it must come to the same.
            && merge(again, now, common, applied)
            && Files.mismatch(union, again) < 0;
    if (!isHome) {
      return Optional.empty();
    }
    String id =
        git.require(GitCall.at(place, "hash-object", "-w", "--stdin").reading(common)).value();
    return Optional.of(sides.mode() + " " + id);
  }

  private Path content(String entry, String name) throws IOException {
    Path file = scratch.resolve(name);
    if (TreeMerge.isNothing(entry)) {
      return Files.writeString(file, "");
    }
    String id = entry.substring(entry.indexOf(' ') + 1);
    git.require(GitCall.at(place, "cat-file", "blob", id).writing(file).takingLong());
    return file;
  }

  /** Whether two files could be merged over a third. */
  private boolean merge(Path to, Path ours, Path base, Path theirs, String... how) {
    List<String> files = List.of(ours.toString(), base.toString(), theirs.toString());
    String[] arguments =
        Stream.of(List.of("merge-file", "--stdout", "--quiet"), List.of(how), List.of("--"), files)
            .flatMap(List::stream)
            .toArray(String[]::new);
    return git.run(GitCall.at(place, arguments).writing(to).takingLong()).ok();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
  }

  /** Whether half of the lines that were applied are there; those of braces do not count. */
  private static boolean hasMost(List<String> before, List<String> applied, List<String> now) {
    Map<String, Integer> added = added(before, applied);
    Map<String, Integer> there = added(before, now);
    int all = added.values().stream().mapToInt(Integer::intValue).sum();
    int found =
        added.entrySet().stream()
            .mapToInt(line -> Math.min(line.getValue(), there.getOrDefault(line.getKey(), 0)))
            .sum();
    return found > 0 && 2 * found >= all;
  }

  private static Map<String, Integer> added(List<String> before, List<String> after) {
    Map<String, Integer> lines = new HashMap<>();
    after.stream()
        .filter(line -> line.chars().anyMatch(Character::isLetterOrDigit))
        .forEach(line -> lines.merge(line, 1, Integer::sum));
    before.forEach(
        line -> lines.computeIfPresent(line, (_, count) -> count > 1 ? count - 1 : null));
    return lines;
  }
}
