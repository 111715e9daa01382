package dev.orch.artifact;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.session.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a turn left.
 *
 * @param artifacts files that are on disk, to be listed by the commit that ends the turn
 * @param changes null if there is no worktree or no diff could be made
 * @param problems one sentence for a person for each file that could not be written
 */
public record Collected(
    List<Artifact> artifacts, Session.@Nullable Changes changes, List<String> problems) {
  /** Keeps its own copies. */
  public Collected {
    artifacts = List.copyOf(artifacts);
    problems = List.copyOf(problems);
  }

  /** What the worktree changed, if that is known. */
  public Optional<Session.Changes> changed() {
    return Optional.ofNullable(changes);
  }
}
