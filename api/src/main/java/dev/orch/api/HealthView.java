package dev.orch.api;

/** Whether the daemon is well. Who has no token learns nothing else. */
public sealed interface HealthView {
  /** {@code ok}: a daemon that is not well answers with a problem. */
  String status();

  /** For everybody. */
  record Brief(String status) implements HealthView {}

  /**
   * For who has a token.
   *
   * @param uptimeSeconds since it listens
   * @param stateFolder absolute
   */
  record Full(String status, String version, long uptimeSeconds, long pid, String stateFolder)
      implements HealthView {}
}
