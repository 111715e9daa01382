package dev.orch.worktree.git;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
 * @param charset of its input and output where they are kept in memory
 */
public record GitCall(
    GitPlace place,
    List<String> arguments,
    String text,
    @Nullable Path from,
    @Nullable Path to,
    Duration atMost,
    Charset charset) {
  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final Duration CHECKOUT = Duration.ofMinutes(10);

  /** The command and its arguments, with no input, for the usual time. */
  public static GitCall at(GitPlace place, String... arguments) {
    return new GitCall(place, List.of(arguments), "", null, null, USUAL, StandardCharsets.UTF_8);
  }

  /** With a text as its input. */
  public GitCall saying(String input) {
    return new GitCall(place, arguments, input, from, to, atMost, charset);
  }

  /** With a file as its input. */
  public GitCall reading(Path file) {
    return new GitCall(place, arguments, text, file, to, atMost, charset);
  }

  /** With its output in a file, byte for byte. */
  public GitCall writing(Path file) {
    return new GitCall(place, arguments, text, from, file, atMost, charset);
  }

  /** With a variable of the environment. */
  public GitCall with(String name, String value) {
    return new GitCall(place.with(name, value), arguments, text, from, to, atMost, charset);
  }

  /** For what reads or writes every file of a checkout. */
  public GitCall takingLong() {
    return new GitCall(place, arguments, text, from, to, CHECKOUT, charset);
  }

  /**
   * One character of what is given and printed stands for one byte: paths need not be text. Such a
   * listing may be long.
   */
  public GitCall raw() {
    return new GitCall(place, arguments, text, from, to, atMost, StandardCharsets.ISO_8859_1);
  }

  /** As a message names it. */
  public String name() {
    return "git " + arguments.getFirst() + " in " + place.folder();
  }
}
