package dev.orch.agent;

import java.nio.file.Path;
import java.util.List;

/** Whether an agent can be used here. */
public sealed interface Availability {

  /** Its adapter comes later. */
  record Planned(String what) implements Availability {}

  /**
   * Its program was not found.
   *
   * @param lookedFor where
   */
  record Missing(List<String> lookedFor, String hint) implements Availability {}

  /**
   * Its program is there but does not say its version.
   *
   * @param problem names the program
   */
  record Broken(Path binary, String problem, String hint) implements Availability {}

  /** It can be started. */
  record Installed(Path binary, String version, Login login) implements Availability {}
}
