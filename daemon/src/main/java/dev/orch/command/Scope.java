package dev.orch.command;

import dev.orch.domain.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a project that a command is about. */
final class Scope {
  private Scope() {}

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
    Path named;
    try {
      named = Path.of(given);
    } catch (InvalidPathException _) {
      throw outside(given, root);
    }
    if (named.isAbsolute() || !root.resolve(named).normalize().startsWith(root)) {
      throw outside(given, root);
    }
    Path target = root.resolve(named);
    if (!Files.exists(target)) {
      throw new CommandRejectedException(
          Rejection.SCOPE_NOT_FOUND, "there is no " + given + " in " + root, List.of());
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

  private static CommandRejectedException outside(String given, Path root) {
    return new CommandRejectedException(
        Rejection.SCOPE_OUTSIDE_PROJECT, given + " is not inside of " + root, List.of());
  }
}
