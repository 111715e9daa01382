package dev.orch.api.project;

/** What keeps an agent's process inside its place. */
public enum Sandbox {
  NONE,
  AGENT,
  OS
}
