package dev.orch.domain.project;

import java.util.List;
import java.util.Map;

/**
 * What a project's owner set for its sessions.
 *
 * @param env variables that its agents get; values are secrets until proven otherwise
 * @param envPass names that pass to its agents although they look like secrets
 */
public record ProjectSettings(Map<String, String> env, List<String> envPass) {
  /** Nothing set. */
  public static final ProjectSettings NONE = new ProjectSettings(Map.of(), List.of());

  /** Keeps its own copies. */
  public ProjectSettings {
    env = Map.copyOf(env);
    envPass = List.copyOf(envPass);
  }
}
