package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.store.ArtifactStore;
import dev.orch.store.Page;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactServiceTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ArtifactStore.Filter ANY = new ArtifactStore.Filter(null, null, null);
  private static final String OF_THE_TURN = ".orchestrator/artifacts/0123456789/1";

  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private ArtifactService service;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    SessionScene.of(stores, "0123456789", folder, null);
    service = new ArtifactService(stores.artifacts());
  }

  @Test
  void anArtifactIsFoundByItsIdAndByTheUniqueBeginningOfIt() throws IOException {
    Artifact first = listed("abc0000000", "one");
    Artifact second = listed("abd0000000", "two");

    assertThat(service.require("abc0000000")).isEqualTo(first);
    assertThat(service.require("abd")).isEqualTo(second);
    assertThat(service.list(ANY, new Page.Request(10, null)).items())
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aBeginningThatFitsSeveralIsRefusedWithTheCandidates() throws IOException {
    listed("abc0000000", "one");
    listed("abc1111111", "two");

    assertThatThrownBy(() -> service.require("abc"))
        .isInstanceOfSatisfying(
            AmbiguousIdException.class,
            e -> assertThat(e.candidates()).containsExactly("abc0000000", "abc1111111"));
  }

  @Test
  void whatIsNotListedIsNotFound() throws IOException {
    listed("abc0000000", "one");

    assertThatThrownBy(() -> service.require("zzz"))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            e -> assertThat(e.thing()).isEqualTo(NotFoundException.Thing.ARTIFACT));
    assertThatThrownBy(() -> service.require("ab")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void theContentIsTheListedFile() throws IOException {
    Artifact artifact = listed("abc0000000", "one");

    assertThat(service.requireContent(artifact)).isEqualTo(artifact.content().path());
  }

  @Test
  void aFileThatIsGoneOrAnotherOneIsToldAsGone() throws IOException {
    Artifact deleted = listed("abc0000000", "one");
    Artifact longer = listed("abd0000000", "two");
    Artifact link = listed("abe0000000", "six");
    Files.delete(deleted.content().path());
    Files.writeString(longer.content().path(), "more");
    Files.delete(link.content().path());
    Files.createSymbolicLink(
        link.content().path(), Files.writeString(folder.resolve("other"), "six"));

    for (Artifact artifact : new Artifact[] {deleted, longer, link}) {
      assertThatThrownBy(() -> service.requireContent(artifact))
          .isInstanceOf(ArtifactGoneException.class)
          .hasMessageContaining(artifact.id());
    }
  }

  @Test
  void whatALinkAboveItLeadsToIsNotTheListedFile() throws IOException {
    Artifact artifact = listed("abc0000000", "one");
    Path ofTheTurn = folder.resolve(OF_THE_TURN);
    Path elsewhere = Files.move(ofTheTurn, folder.resolve("elsewhere"));
    Files.createSymbolicLink(ofTheTurn, elsewhere);

    assertThatThrownBy(() -> service.requireContent(artifact))
        .isInstanceOf(ArtifactGoneException.class)
        .hasMessageContainingAll(artifact.id(), ofTheTurn.toString());
  }

  private Artifact listed(String id, String text) throws IOException {
    Path ofTheTurn = Files.createDirectories(folder.resolve(OF_THE_TURN));
    Path file = Files.writeString(ofTheTurn.resolve(id), text);
    Artifact artifact =
        new Artifact(
            id,
            new SessionId("0123456789"),
            new ProjectId("pppppppppp"),
            1,
            Artifact.Kind.SUMMARY,
            new Artifact.Content("summary.md", file, text.length(), "00", "text/markdown"),
            null,
            null,
            NOON);
    stores.transactions().write(() -> stores.artifacts().insert(artifact));
    return artifact;
  }
}
