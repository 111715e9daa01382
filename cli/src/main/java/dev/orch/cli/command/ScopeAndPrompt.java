package dev.orch.cli.command;

import dev.orch.cli.failure.CliException;
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

  /**
   * Tells them apart. The first argument is the scope if it has no space, is an existing path of
   * the project, and has a {@code /} or {@code .} in it or nothing behind it; all else is the
   * prompt.
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
      String prompt = explicitPrompt.orElseGet(input);
      return new ScopeAndPrompt(onlyScope(words, explicitScope), prompt);
    }
    if (explicitScope.isPresent()) {
      return new ScopeAndPrompt(explicitScope.get(), joined(words));
    }
    if (!words.isEmpty() && isScope(words, project)) {
      return new ScopeAndPrompt(words.getFirst(), joined(words.subList(1, words.size())));
    }
    return new ScopeAndPrompt(null, joined(words));
  }

  private static @Nullable String onlyScope(List<String> words, Optional<String> explicit) {
    if (words.size() > 1 || (explicit.isPresent() && !words.isEmpty())) {
      throw CliException.misuse(
          "orch send: the prompt is said twice, by \"%s\" and outright."
              .formatted(words.getLast()));
    }
    return explicit.orElse(words.isEmpty() ? null : words.getFirst());
  }

  private static boolean isScope(List<String> words, Supplier<Optional<Path>> project) {
    String first = words.getFirst();
    boolean likely = first.contains("/") || first.contains(".") || words.size() == 1;
    if (first.isEmpty() || first.chars().anyMatch(Character::isWhitespace) || !likely) {
      return false;
    }
    return project.get().filter(folder -> exists(folder, first)).isPresent();
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
