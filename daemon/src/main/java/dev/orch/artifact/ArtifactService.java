package dev.orch.artifact;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.operation.FileFailure;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.session.SessionId;
import dev.orch.store.ArtifactStore;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.figures.FacetCube;
import dev.orch.worktree.OwnFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Lists the files that sessions left, and finds their contents. Any thread may call it. */
public final class ArtifactService {
  private final ArtifactStore artifacts;

  /** Reads this store and changes nothing. */
  public ArtifactService(ArtifactStore artifacts) {
    this.artifacts = artifacts;
  }

  /** Newest first. */
  public Page<Artifact> list(ArtifactStore.Filter filter, Page.Request page) {
    return artifacts.list(filter, page);
  }

  /**
   * How many there are by each facet.
   *
   * @param session only its own; null means any
   */
  public FacetCube count(@Nullable SessionId session) {
    return artifacts.count(session);
  }

  /**
   * The artifact of an id, or of the unique beginning of one.
   *
   * @throws NotFoundException if there is none
   * @throws dev.orch.domain.project.AmbiguousIdException if several begin so
   */
  public Artifact require(String given) {
    return Lookup.find(given, artifacts::find, artifacts::idsStartingWith)
        .orElseThrow(() -> Lookup.missing(NotFoundException.Thing.ARTIFACT, given));
  }

  /**
   * The artifact's file as it was listed, to be read from any place in it. No link leads to it:
   * agents can put one there.
   *
   * @return its path; it holds as many bytes as the artifact says
   * @throws ArtifactGoneException if it is not there any more or not the one that was listed
   */
  public Path requireContent(Artifact artifact) {
    Artifact.Content listed = artifact.content();
    try {
      BasicFileAttributes found = OwnFolders.requireFile(listed.path(), OwnFolders.OF_A_TURN);
      if (found.size() != listed.sizeBytes()) {
        throw new ArtifactGoneException(
            "%s is not the file of artifact %s any more: it had %d bytes, now %d"
                .formatted(listed.path(), artifact.id(), listed.sizeBytes(), found.size()));
      }
      return listed.path();
    } catch (IOException e) {
      throw new ArtifactGoneException(
          "the file of artifact %s cannot be read: %s"
              .formatted(artifact.id(), FileFailure.words(e)),
          e);
    }
  }
}
