package dev.orch;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Which version this is. */
final class Version {
  /** From the jar that holds this class; {@code dev} outside of one. */
  static final String CURRENT =
      Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

  private Version() {}

  /** The folder of the launcher and all that was built with it; empty if no launcher started us. */
  static Optional<Path> image() {
    return Optional.ofNullable(System.getProperty("orch.launcher"))
        .map(launcher -> Path.of(launcher).toAbsolutePath().getParent())
        .map(Path::getParent);
  }
}
