package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.RandomIds;
import dev.orch.event.Secrets;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFilesTest {
  private static final String SECRET = "canary-value-1";

  @TempDir Path temp;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private SessionScene scene;
  private ArtifactCollector collector;

  @BeforeEach
  void open() throws IOException {
    store = SqliteStore.open(temp.resolve("orch.db"), temp);
    stores = store.stores();
    Path project = Files.createDirectory(temp.resolve("project"));
    scene = SessionScene.of(stores, "0123456789", project, null);
    collector =
        new ArtifactCollector(
            new GitWorktrees(Git.of(GitRepository.environment(temp))),
            stores.events(),
            new Secrets(stores.projects(), () -> Set.of(SECRET)),
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(1)),
            () -> SessionScene.NOON);
  }

  @Test
  void theSamePlanIsOneFileAndAnotherOneGetsTheNextNumber() {
    List<String> names = new ArrayList<>();
    for (String plan : List.of("first", "second", "first", "third", "second")) {
      Artifact artifact = collector.plan(scene.session(), 1, scene.artifacts(), plan);
      names.add(artifact.content().name());
      assertThat(artifact.content().path()).hasContent(plan);
      assertThat(artifact.kind()).isEqualTo(Artifact.Kind.PLAN);
    }

    assertThat(names).containsExactly("plan.md", "plan-2.md", "plan.md", "plan-3.md", "plan-2.md");
  }

  @Test
  void aPlanLosesItsSecrets() {

    Artifact plan = collector.plan(scene.session(), 1, scene.artifacts(), "use " + SECRET);

    assertThat(plan.content().path()).hasContent("use [redacted]");
  }

  @Test
  void aPlanThatCannotBeKeptIsAFailure() {
    Path artifacts = temp.resolve("gone/.orchestrator/artifacts/0123456789");

    assertThatThrownBy(() -> collector.plan(scene.session(), 1, artifacts, "x"))
        .isInstanceOf(ArtifactFailedException.class);
  }
}
