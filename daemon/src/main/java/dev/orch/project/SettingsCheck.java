package dev.orch.project;

import dev.orch.domain.project.BranchTemplate;
import dev.orch.domain.project.BranchTemplate.Field;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.project.RuntimeFolder;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.Worktrees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Looks at what settings would do before they are kept; changes nothing. */
final class SettingsCheck {
  private static final int MOST_PATTERNS = 200;
  private static final int LONGEST_PATTERN = 1000;
  private static final Pattern NO_PATTERN = Pattern.compile("[\\x00-\\x1f]|^\\s*$|^#");
  private static final Pattern OUTSIDE = Pattern.compile("(^|/)\\.\\.(/|$)");

  /** As long as such values usually are; the longest that there can be make a name too long. */
  private static final Map<Field, String> SAMPLE =
      Map.of(
          Field.AGENT, "claude",
          Field.PROJECT, "my-app",
          Field.SESSION_ID, "k3v9m2p7qd",
          Field.TITLE, "add-error-handling-to-the-api");

  private final Worktrees worktrees;
  private final RuntimeFolder runtimeFolder;

  SettingsCheck(Worktrees worktrees, RuntimeFolder runtimeFolder) {
    this.worktrees = worktrees;
    this.runtimeFolder = runtimeFolder;
  }

  /**
   * Looks at what becomes another.
   *
   * @throws InvalidSettingException with the first that cannot be used
   */
  void require(Repository repository, ProjectSettings before, ProjectSettings after) {
    requirePatterns(after.include());
    Integer most = after.maxSessions();
    if (most != null && most < 1) {
      throw new InvalidSettingException("max_sessions", "must be 1 or more");
    }
    requireTemplate(after.branches());
    Path root = after.worktreeRoot();
    if (root != null && !root.equals(before.worktreeRoot())) {
      requireRoot(repository, root);
    }
  }

  private static void requirePatterns(List<String> patterns) {
    if (patterns.size() > MOST_PATTERNS) {
      throw new InvalidSettingException(
          "include", "holds more than %d patterns".formatted(MOST_PATTERNS));
    }
    for (String pattern : patterns) {
      if (NO_PATTERN.matcher(pattern).find()
          || pattern.length() > LONGEST_PATTERN
          || OUTSIDE.matcher(pattern).find()) {
        throw new InvalidSettingException(
            "include",
            "cannot hold \"%s\": a pattern is one of a .gitignore, inside the project"
                .formatted(pattern));
      }
    }
  }

  private static void requireTemplate(BranchTemplate template) {
    template
        .unknown()
        .ifPresent(braced -> {
          throw new InvalidSettingException(
              "branch_template",
              "cannot hold %s: there are %s".formatted(braced, BranchTemplate.fields()));
        });
    String name = template.render(SAMPLE);
    if (!BranchName.isBranchName(name)) {
      throw new InvalidSettingException(
          "branch_template", "gives \"%s\", which git takes for no branch".formatted(name));
    }
  }

  private void requireRoot(Repository repository, Path root) {
    if (root.startsWith(repository.path()) || root.startsWith(repository.commonGitDir())) {
      throw new InvalidSettingException("worktree_root", "lies in the project: " + root);
    }
    try {
      worktrees.requireWorktreeRoot(root, runtimeFolder);
    } catch (RepositoryRefusedException | WorktreeFailedException failure) {
      throw new InvalidSettingException("worktree_root", "cannot be used: " + text(failure));
    }
  }

  private static String text(RuntimeException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "no reason given");
  }
}
