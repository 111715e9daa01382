package dev.orch.environment;

import dev.orch.runtime.LaunchFailedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What keeps the git that an agent runs inside its folder. Without a ceiling, git climbs from a
 * worktree whose {@code .git} file is lost up into the user's checkout, and from a checkout whose
 * own is lost into whatever lies around it. A {@code git gc} beside other worktrees can take
 * objects away that they still need.
 */
final class ConfinedGit {
  private static final String CEILING = "GIT_CEILING_DIRECTORIES";
  private static final String BETWEEN = ":";
  private static final Map<String, String> NO_COLLECTION =
      Map.of(
          "GIT_CONFIG_COUNT", "2",
          "GIT_CONFIG_KEY_0", "gc.auto",
          "GIT_CONFIG_VALUE_0", "0",
          "GIT_CONFIG_KEY_1", "maintenance.auto",
          "GIT_CONFIG_VALUE_1", "false");

  private ConfinedGit() {}

  /** Adds to ceilings that are there; settings of this kind no agent gets from elsewhere. */
  static void confine(Map<String, String> variables, AgentEnvironment.Stay stay) {
    Path around = stay.folder().getParent();
    if (around != null) {
      String ceiling = ceiling(around, stay.scratch()).toString();
      // Behind an empty entry git would take a link for what it is.
      variables.merge(CEILING, ceiling, (before, ours) -> ours + BETWEEN + before);
    }
    variables.putAll(NO_COLLECTION);
  }

  /** A ceiling with a colon in it would be two to git; git goes through a link to it. */
  private static Path ceiling(Path around, Path scratch) {
    if (!around.toString().contains(BETWEEN)) {
      return around;
    }
    Path link = scratch.resolve("ceiling");
    try {
      Files.createSymbolicLink(link, around);
    } catch (FileAlreadyExistsException _) {
      // Made when the launch was planned.
    } catch (IOException e) {
      throw new LaunchFailedException("cannot make " + link, e);
    }
    return link;
  }
}
