package dev.orch.cli.command.review;

import dev.orch.api.comment.CommentBody;
import dev.orch.api.comment.CommentSide;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a file that somebody names.
 *
 * @param path relative to the top of the repository
 * @param first counted from 1
 * @param last not before the first
 */
record QuotedPlace(String path, int first, int last) {
  private static final Pattern WORDS = Pattern.compile("(.+):(\\d{1,9})(?:-(\\d{1,9}))?");

  /** Of {@code PATH:LINE} or {@code PATH:FIRST-LAST}. */
  static QuotedPlace of(String words) {
    Matcher read = WORDS.matcher(words);
    if (!read.matches()) {
      throw noPlace(words);
    }
    int first = Integer.parseInt(read.group(2));
    int last = read.group(3) == null ? first : Integer.parseInt(read.group(3));
    if (first < 1 || last < first) {
      throw noPlace(words);
    }
    return new QuotedPlace(read.group(1), first, last);
  }

  private static CliException noPlace(String words) {
    return CliException.misuse(
        "orch comments: \"%s\" names no lines: src/App.java:12 or src/App.java:12-14 does."
            .formatted(words));
  }

  /** A comment on these lines as they are in the worktree. */
  CommentBody comment(Path worktree, String text) {
    List<String> lines = lines(worktree);
    if (last > lines.size()) {
      throw CliException.refused(
          "%s has %d lines in the worktree, no line %d.".formatted(path, lines.size(), last));
    }
    String quote = String.join("\n", lines.subList(first - 1, last));
    return new CommentBody(null, path, CommentSide.NEW, first, last, quote, text);
  }

  private List<String> lines(Path worktree) {
    try {
      Path file = worktree.resolve(path);
      if (!Files.isRegularFile(file)) {
        throw CliException.refused("There is no file %s in %s.".formatted(path, worktree));
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return List.of(
          (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1));
    } catch (InvalidPathException | IOException e) {
      throw CliException.refused("%s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }
}
