package dev.orch.cli.command;

import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.ShellWord;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the project on the command line, told apart.
 *
 * @param scope a path relative to the project
 */
record ScopeAndPrompt(@Nullable String scope, @Nullable String prompt) {
  private static final String STANDARD_INPUT = "-";

  /** As no prompt begins. */
  private static final List<String> BEGINNINGS = List.of("./", "../", "~/");

  /**
   * Tells them apart. The first argument is the scope if it has no space, is an existing path of
   * the project, and has a {@code /} or {@code .} in it or nothing behind it; all else is the
   * prompt. What can only be meant as a scope and is no path is refused, not taken for a prompt.
   *
   * @param explicitPrompt said by an option
   * @param input read if the last argument is {@code -}
   * @param project where the project is; asked only when that decides something
   */
  static ScopeAndPrompt of(
      List<String> arguments,
      Optional<String> explicitScope,
      Optional<String> explicitPrompt,
      Supplier<String> input,
      Supplier<Optional<Path>> project) {
    boolean piped = !arguments.isEmpty() && arguments.getLast().equals(STANDARD_INPUT);
    List<String> words = piped ? arguments.subList(0, arguments.size() - 1) : arguments;
    if (piped && explicitPrompt.isPresent()) {
      throw CliException.misuse("orch send: - and --prompt both say the prompt.");
    }
    if (piped || explicitPrompt.isPresent()) {
      String prompt = explicitPrompt.orElseGet(() -> said(input.get()));
      return new ScopeAndPrompt(onlyScope(words, explicitScope), prompt);
    }
    if (explicitScope.isPresent()) {
      return new ScopeAndPrompt(explicitScope.get(), joined(words));
    }
    Optional<Path> folder =
        mayBeScope(words) ? project.get().filter(Files::isDirectory) : Optional.empty();
    if (folder.isEmpty()) {
      return new ScopeAndPrompt(null, joined(words));
    }
    if (exists(folder.get(), words.getFirst())) {
      return new ScopeAndPrompt(words.getFirst(), joined(words.subList(1, words.size())));
    }
    if (mustBeScope(words)) {
      throw mistyped(words.getFirst(), folder.get());
    }
    return new ScopeAndPrompt(null, joined(words));
  }

  private static String said(String piped) {
    if (piped.isBlank()) {
      throw CliException.misuse(
          "orch send: standard input is empty; leave - out for the usual prompt.");
    }
    return piped;
  }

  private static @Nullable String onlyScope(List<String> words, Optional<String> explicit) {
    if (words.size() > 1 || (explicit.isPresent() && !words.isEmpty())) {
      throw CliException.misuse(
          "orch send: the prompt is said twice, by \"%s\" and outright."
              .formatted(words.getLast()));
    }
    return explicit.orElse(words.isEmpty() ? null : words.getFirst());
  }

  private static boolean mayBeScope(List<String> words) {
    if (words.isEmpty() || words.getFirst().isEmpty() || hasSpace(words.getFirst())) {
      return false;
    }
    String first = words.getFirst();
    return first.contains("/") || first.contains(".") || words.size() == 1;
  }

  /**
   * It begins as paths do, or has a slash behind its beginning and stands alone or before a prompt
   * in quotes.
   */
  private static boolean mustBeScope(List<String> words) {
    String first = words.getFirst();
    boolean apart = words.size() == 1 || (words.size() == 2 && hasSpace(words.getLast()));
    return BEGINNINGS.stream().anyMatch(first::startsWith)
        || (first.indexOf('/', 1) > 0 && !first.contains("://") && apart);
  }

  private static CliException mistyped(String path, Path project) {
    return new CliException(
        ExitCode.MISUSE,
        Complaint.of(
                "orch send: \"%s\" looks like a scope and is no path of %s."
                    .formatted(path, project))
            .with("a scope", "--scope PATH, seen from there")
            .with("the prompt", "--prompt " + ShellWord.quoted(path)));
  }

  private static boolean hasSpace(String word) {
    return word.chars().anyMatch(Character::isWhitespace);
  }

  /**
   * Whether there is such a path, seen from the project. One that leads out of it counts: it was
   * meant as a scope, and the daemon refuses it.
   */
  private static boolean exists(Path project, String path) {
    try {
      return Files.exists(project.resolve(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static @Nullable String joined(List<String> words) {
    return words.isEmpty() ? null : String.join(" ", words);
  }
}
