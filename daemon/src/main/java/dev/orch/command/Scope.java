package dev.orch.command;

import dev.orch.domain.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of a project that a command is about. */
final class Scope {
  private Scope() {}

  /**
   * The same for a project without a checkout.
   *
   * @param isThere whether the session's commit has the path
   * @throws CommandRejectedException if it leaves the project or is not there
   */
  static @Nullable String check(Project project, String given, Predicate<String> isThere) {
    Path root = project.path();
    String scope = root.relativize(inside(root, given)).toString();
    if (scope.isEmpty()) {
      return null;
    }
    if (!isThere.test(scope)) {
      throw missing(given, root);
    }
    return scope;
  }

  /** Where it leads by its names alone. */
  private static Path inside(Path root, String given) {
    try {
      Path named = Path.of(given);
      Path target = root.resolve(named).normalize();
      if (!named.isAbsolute() && target.startsWith(root)) {
        return target;
      }
    } catch (InvalidPathException _) {
      // Refused like every other that is no path in it.
    }
    throw outside(given, root);
  }

  /**
   * The scope relative to the project's top level, links resolved; null for all of it.
   *
   * @param given relative to the project's top level; empty for all of it
   * @throws CommandRejectedException if it leaves the project or is not there
   */
  static @Nullable String check(Project project, String given) {
    if (given.isEmpty() || given.equals(".")) {
      return null;
    }
    Path root = project.path();
    inside(root, given);
    Path target = root.resolve(given);
    if (!Files.exists(target)) {
      throw missing(given, root);
    }
    try {
      Path top = root.toRealPath();
      Path real = target.toRealPath();
      if (!real.startsWith(top)) {
        throw outside(given, root);
      }
      return real.equals(top) ? null : top.relativize(real).toString();
    } catch (IOException _) {
      throw outside(given, root);
    }
  }

  private static CommandRejectedException missing(String given, Path root) {
    return new CommandRejectedException(
        Rejection.SCOPE_NOT_FOUND, "there is no " + given + " in " + root, List.of());
  }

  private static CommandRejectedException outside(String given, Path root) {
    return new CommandRejectedException(
        Rejection.SCOPE_OUTSIDE_PROJECT, given + " is not inside of " + root, List.of());
  }
}
