package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.operation.Artifact.Kind;
import dev.orch.domain.session.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ArtifactStore} does. */
public abstract class ArtifactStoreContract extends StoresContract {

  @Test
  void anArtifactIsFoundAsItWas() {
    Artifact artifact = insert(samples.artifact(storedSession(), Kind.DIFF, Samples.NOON));

    assertThat(stores.artifacts().find(artifact.id())).contains(artifact);
    assertThat(stores.artifacts().find("no")).isEmpty();
    assertThat(stores.artifacts().idsStartingWith(artifact.id().substring(0, 3), 5))
        .containsExactly(artifact.id());
  }

  @Test
  void listGivesTheNewestFirstAndKnowsProjectSessionAndKind() {
    Session session = storedSession();
    Session other = storedSession();
    Artifact old = insert(samples.artifact(session, Kind.DIFF, Samples.NOON));
    Artifact young = insert(samples.artifact(session, Kind.PLAN, Samples.NOON.plusMillis(1)));
    Artifact elsewhere = insert(samples.artifact(other, Kind.PLAN, Samples.NOON.plusMillis(2)));

    assertThat(list(new ArtifactStore.Filter(null, null, null)))
        .containsExactly(elsewhere, young, old);
    assertThat(list(new ArtifactStore.Filter(session.assignment().project(), null, null)))
        .containsExactly(young, old);
    assertThat(list(new ArtifactStore.Filter(null, other.id(), null))).containsExactly(elsewhere);
    assertThat(list(new ArtifactStore.Filter(null, session.id(), Kind.PLAN)))
        .containsExactly(young);
  }

  private List<Artifact> list(ArtifactStore.Filter filter) {
    return stores.artifacts().list(filter, new Page.Request(10, null)).items();
  }

  private Artifact insert(Artifact artifact) {
    write(() -> stores.artifacts().insert(artifact));
    return artifact;
  }
}
