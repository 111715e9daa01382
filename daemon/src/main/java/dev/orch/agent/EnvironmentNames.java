package dev.orch.agent;

import java.util.List;

/**
 * Names of variables that belong to one agent; a trailing {@code *} stands for any rest.
 *
 * @param own pass to this agent although they may look like secrets, and to no other
 * @param marks set by the agent for what it starts itself; they pass to nobody
 * @param quiet set for it by us, unless the user set them
 */
public record EnvironmentNames(List<String> own, List<String> marks, List<Assignment> quiet) {

  /** A variable with its value. */
  public record Assignment(String name, String value) {}
}
