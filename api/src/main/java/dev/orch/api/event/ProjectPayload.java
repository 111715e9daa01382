package dev.orch.api.event;

import java.util.List;

/** The life of a registered project. */
public sealed interface ProjectPayload extends EventPayload {

  /** A repository was registered. */
  record Registered(String slug, String name, String path) implements ProjectPayload {}

  /**
   * Its name, default branch or settings were changed.
   *
   * @param changed names of the fields, never their values
   */
  record Updated(String slug, List<String> changed) implements ProjectPayload {}
}
