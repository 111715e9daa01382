package dev.orch;

import java.util.Objects;

/** Which version this is. */
final class Version {
  /** From the jar that holds this class; {@code dev} outside of one. */
  static final String CURRENT =
      Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

  private Version() {}
}
