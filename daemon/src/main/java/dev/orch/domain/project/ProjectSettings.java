package dev.orch.domain.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a project's owner set for its sessions. What an earlier version stored has none of what came
 * later: that is not set.
 *
 * @param env variables that its agents get; values are secrets until proven otherwise
 * @param envPass names that pass to its agents although they look like secrets
 * @param include patterns, as in a {@code .gitignore}, of ignored files that are copied into a new
 *     worktree
 * @param setup a script that is run in a new worktree
 * @param teardown a script that is run before a worktree goes
 * @param maxSessions how many of its sessions may run at once; null for no limit of its own
 * @param autoResume whether what waits for the end of a limit goes on by itself; null for as usual
 * @param worktreeRoot absolute; null for where the daemon puts worktrees
 * @param branchTemplate null for the usual one
 */
public record ProjectSettings(
    Map<String, String> env,
    List<String> envPass,
    List<String> include,
    @Nullable String setup,
    @Nullable String teardown,
    @Nullable Integer maxSessions,
    @Nullable Boolean autoResume,
    @Nullable Path worktreeRoot,
    @Nullable String branchTemplate) {
  /** Nothing set. */
  public static final ProjectSettings NONE = ofEnvironment(Map.of(), List.of());

  /** Keeps its own copies. */
  public ProjectSettings {
    env = Map.copyOf(env);
    envPass = List.copyOf(envPass);
    include = List.copyOf(Objects.requireNonNullElse(include, List.of()));
  }

  /** With nothing set but what agents get in their environment. */
  public static ProjectSettings ofEnvironment(Map<String, String> env, List<String> envPass) {
    return new ProjectSettings(env, envPass, List.of(), null, null, null, null, null, null);
  }

  /** What its sessions' branches are called. */
  public BranchTemplate branches() {
    return branchTemplate == null ? BranchTemplate.USUAL : new BranchTemplate(branchTemplate);
  }
}
