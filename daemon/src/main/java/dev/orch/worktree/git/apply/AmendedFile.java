package dev.orch.worktree.git.apply;

import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitCall;
import dev.orch.worktree.git.GitPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of which HEAD has what the session made of it, in lines that git cannot tell from the
 * user's own: all of it beside other lines, or most of what was applied, and others where somebody
 * has amended it. Those are in place of the session's, which counts as taken home.
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
    /** Whether each of them that is there is a file, and both of the last are. */
    boolean areFiles() {
      return (TreeMerge.isNothing(before) || isFile(before)) && isFile(applied) && isFile(now);
    }

    private static boolean isFile(String entry) {
      return entry.startsWith("100");
    }

    /** As a conflict has it, unless one of the sides knows the file by another name. */
    boolean areAllDifferent() {
      return !applied.equals(before) && !now.equals(before) && !now.equals(applied);
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

  /**
   * Whether HEAD has all of it: at the place of each change it has lost the lines that the session
   * has removed, and has those that the session has added, in one piece. Lines that say nothing,
   * and lines that only went, have to be all that is different there.
   */
  boolean isContained(Sides sides) throws IOException {
    if (!sides.areFiles() || !sides.mode().equals(Sides.mode(sides.applied()))) {
      return false;
    }
    Path before = content(sides.before(), "before");
    Path applied = content(sides.applied(), "applied");
    Path now = content(sides.now(), "now");
    List<Hunk> wanted = hunks(before, applied);
    List<Hunk> made = hunks(before, now);
    int from = 0;
    int last = -1;
    for (Hunk change : wanted) {
      int at = Hunk.around(change, made);
      from = at == last ? from : 0;
      int end = at < 0 ? -1 : made.get(at).endOf(change, from);
      if (end < 0) {
        return false;
      }
      last = at;
      from = end;
    }
    return !wanted.isEmpty();
  }

  /**
   * Lines in place of others.
   *
   * @param from the number of lines before them, in the file as it was
   * @param gone how many went
   */
  private record Hunk(int from, int gone, List<String> come) {
    private static final String BEGIN = "@@ ";

    /** A line of the file follows, in whatever bytes. */
    private static final Pattern HEAD =
        Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@");

    /** All of a difference; none at all if one of them cannot be read. */
    static List<Hunk> all(List<String> difference, List<String> after) {
      List<String> heads = difference.stream().filter(line -> line.startsWith(BEGIN)).toList();
      List<Hunk> all = heads.stream().flatMap(head -> of(head, after).stream()).toList();
      return all.size() == heads.size() ? all : List.of();
    }

    private static Optional<Hunk> of(String line, List<String> after) {
      Matcher head = HEAD.matcher(line);
      if (!head.lookingAt()) {
        return Optional.empty();
      }
      int gone = count(head.group(2));
      int come = count(head.group(4));
      int start = first(head.group(3), come);
      return Optional.of(
          new Hunk(first(head.group(1), gone), gone, after.subList(start, start + come)));
    }

    private static int count(@Nullable String digits) {
      return digits == null ? 1 : Integer.parseInt(digits);
    }

    /** Git names the line before, where there is none. */
    private static int first(String digits, int count) {
      return Integer.parseInt(digits) - (count == 0 ? 0 : 1);
    }

    /** Which of them has all of that place; less than zero for none. */
    static int around(Hunk change, List<Hunk> all) {
      return IntStream.range(0, all.size())
          .filter(i -> all.get(i).from <= change.from)
          .filter(i -> change.from + change.gone <= all.get(i).from + all.get(i).gone)
          .findFirst()
          .orElse(-1);
    }

    /** Behind the lines of a change among those of this one; less than zero if it lacks them. */
    int endOf(Hunk change, int start) {
      if (equals(change)) {
        return come.size();
      }
      List<String> rest = come.subList(start, come.size());
      boolean says = change.come.stream().anyMatch(AmendedFile::saysSomething);
      int at = says ? Collections.indexOfSubList(rest, change.come) : -1;
      return at < 0 ? -1 : start + at + change.come.size();
    }
  }

  /** What is different; none at all if that cannot be told. */
  private List<Hunk> hunks(Path before, Path after) throws IOException {
    Path told = scratch.resolve("hunks");
    List<String> lines = numbered(after);
    // Exits with 1 where they differ. Of what is no text it says so, and no hunk.
    git.run(
        GitCall.at(
                place,
                "diff",
                "--no-index",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                "--unified=0",
                "--inter-hunk-context=0",
                "--",
                before.toString(),
                after.toString())
            .writing(told)
            .takingLong());
    return Hunk.all(numbered(told), lines);
  }

  /** What was applied, as far as HEAD has it or something in its place; empty if it was not. */
  Optional<String> common(Sides sides) throws IOException {
    if (!sides.areFiles()) {
      return Optional.empty();
    }
    if (isContained(sides)) {
      return Optional.of(sides.applied());
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

  /** As git counts them. */
  private static List<String> numbered(Path file) throws IOException {
    return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1));
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

  private static boolean saysSomething(String line) {
    return line.chars().anyMatch(Character::isLetterOrDigit);
  }

  private static Map<String, Integer> added(List<String> before, List<String> after) {
    Map<String, Integer> lines = new HashMap<>();
    after.stream()
        .filter(AmendedFile::saysSomething)
        .forEach(line -> lines.merge(line, 1, Integer::sum));
    before.forEach(
        line -> lines.computeIfPresent(line, (_, count) -> count > 1 ? count - 1 : null));
    return lines;
  }
}
