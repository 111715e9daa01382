package dev.orch.operation.cleanup;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.session.Session;
import dev.orch.store.ArtifactStore;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.worktree.WorktreeRequest;

/** Finds out whether nothing but a session's artifacts has what it worked. */
record LastCopy(Stores stores) {

  /**
   * Whether the worktree's folder is away, was not given up, and a diff tells what was in it. What
   * of that was committed is not looked at.
   */
  boolean isAmongArtifacts(Session session, WorktreeRequest request) {
    if (Sizes.exists(request.path()) || stores.releases().findAway(session.id()).isPresent()) {
      return false;
    }
    ArtifactStore.Filter diffs = new ArtifactStore.Filter(null, session.id(), Artifact.Kind.DIFF);
    return stores.artifacts().list(diffs, new Page.Request(1, null)).items().stream()
        .anyMatch(diff -> diff.content().sizeBytes() > 0);
  }
}
