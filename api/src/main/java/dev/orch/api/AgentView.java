package dev.orch.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent and whether it can be used.
 *
 * @param available a command for it would be accepted
 * @param version as its binary states it
 * @param binary absolute path
 * @param loggedIn null while it is not known
 * @param problems what stands in the way, one sentence each
 * @param hint what to do about them
 */
public record AgentView(
    String id,
    String name,
    boolean available,
    @Nullable String version,
    @Nullable String binary,
    @Nullable Boolean loggedIn,
    List<String> capabilities,
    Environment environment,
    List<String> problems,
    @Nullable String hint) {

  /**
   * Names of environment variables, never values.
   *
   * @param declared patterns of what belongs to the agent
   * @param passed what it is given
   * @param heldBack what it is not given
   */
  public record Environment(List<String> declared, List<String> passed, List<String> heldBack) {}
}
