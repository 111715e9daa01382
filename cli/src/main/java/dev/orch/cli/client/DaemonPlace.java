package dev.orch.cli.client;

import java.net.URI;
import java.util.Optional;

/** Where a daemon is, or would be. */
public sealed interface DaemonPlace {
  /** Its address, without a path. */
  URI url();

  /**
   * The daemon of this installation: it may be told the token.
   *
   * @param file what it wrote down; empty for one on another machine
   */
  record Ours(URI url, Optional<DaemonFile> file) implements DaemonPlace {}

  /**
   * Nobody of ours. Who listens there is not told the token.
   *
   * @param canStart whether a daemon of ours could listen there
   * @param running ours, that listens elsewhere
   */
  record Nobody(URI url, boolean canStart, Optional<DaemonFile> running) implements DaemonPlace {}
}
