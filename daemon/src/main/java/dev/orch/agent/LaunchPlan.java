package dev.orch.agent;

import dev.orch.domain.session.Warning;
import dev.orch.runtime.ProcessSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do to begin a turn.
 *
 * @param files to be written into the run's scratch folder before the start
 * @param state the protocol's first state
 * @param replies what is sent first, in order
 * @param warnings what a user should know: configuration that was held back
 */
public record LaunchPlan(
    ProcessSpec spec,
    List<PlannedFile> files,
    ProtocolState state,
    List<Reply> replies,
    List<Notice> warnings) {

  /**
   * A file of the scratch folder.
   *
   * @param name without folders
   */
  public record PlannedFile(String name, String text) {}

  /** A warning without a time. */
  public record Notice(Warning.Code code, String text, @Nullable String hint) {}
}
