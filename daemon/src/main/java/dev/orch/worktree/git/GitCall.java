package dev.orch.worktree.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One git command.
 *
 * @param arguments the command's name first
 * @param text given to its input; empty for none
 * @param from the file that is its input instead, or null
 * @param to the file that takes its output, or null to keep it in memory
 */
record GitCall(
    GitPlace place,
    List<String> arguments,
    String text,
    @Nullable Path from,
    @Nullable Path to,
    Duration atMost) {
  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final Duration CHECKOUT = Duration.ofMinutes(10);

  static GitCall at(GitPlace place, String... arguments) {
    return new GitCall(place, List.of(arguments), "", null, null, USUAL);
  }

  GitCall saying(String input) {
    return new GitCall(place, arguments, input, from, to, atMost);
  }

  GitCall reading(Path file) {
    return new GitCall(place, arguments, text, file, to, atMost);
  }

  GitCall writing(Path file) {
    return new GitCall(place, arguments, text, from, file, atMost);
  }

  /** For what reads or writes every file of a checkout. */
  GitCall takingLong() {
    return new GitCall(place, arguments, text, from, to, CHECKOUT);
  }

  /** As a message names it. */
  String name() {
    return "git " + arguments.getFirst() + " in " + place.folder();
  }
}
