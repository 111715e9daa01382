package dev.orch.api.event;

import java.util.List;

/** The life of a registered project. */
public sealed interface ProjectPayload extends EventPayload {

  /** A repository was registered. */
  record Registered(String slug, String name, String path) implements ProjectPayload {}

  /**
   * Its name, default branch, settings or path were changed.
   *
   * @param changed names of the fields, never their values
   */
  record Updated(String slug, List<String> changed) implements ProjectPayload {}

  /** It was forgotten; no file of it was touched. */
  record Removed(String slug, String path) implements ProjectPayload {}
}
