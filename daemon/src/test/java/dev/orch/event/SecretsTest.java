package dev.orch.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
  @TempDir Path folder;
  @AutoClose @Nullable SqliteStore store;
  private Stores stores;
  private Secrets secrets;
  private final ProjectId id = new ProjectId("0123456789");

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    secrets = new Secrets(stores.projects(), () -> Set.of("our-own-token"));
  }

  @Test
  void ourTokenIsHiddenEverywhere() {
    stores.transactions().write(() -> stores.projects().insert(project("first-value")));

    assertThat(secrets.forProject(null).redact("a our-own-token")).isEqualTo("a [redacted]");
    assertThat(secrets.forProject(id).redact("a our-own-token")).isEqualTo("a [redacted]");
  }

  @Test
  void valuesOfAProjectAreHiddenInThatProject() {
    stores.transactions().write(() -> stores.projects().insert(project("first-value")));

    assertThat(secrets.forProject(id).redact("a first-value")).isEqualTo("a [redacted]");
    assertThat(secrets.forProject(null).redact("a first-value")).isEqualTo("a first-value");
    assertThat(secrets.forProject(new ProjectId("zzzzzzzzzz")).redact("a first-value"))
        .isEqualTo("a first-value");
  }

  @Test
  void whatBelongsToNobodyLosesTheSecretsOfAll() {
    stores.transactions().write(() -> stores.projects().insert(project("first-value")));
    secrets.forProject(id);

    assertThat(secrets.forAnything().redact("our-own-token first-value"))
        .isEqualTo("[redacted] [redacted]");
    assertThat(secrets.forAnything()).isSameAs(secrets.forAnything());
    secrets.learn(List.of("learnt-later"));
    assertThat(secrets.forAnything().redact("learnt-later")).isEqualTo("[redacted]");
  }

  @Test
  void aChangedValueIsHiddenAtOnceAndTheOldOneStaysHidden() {
    stores.transactions().write(() -> stores.projects().insert(project("first-value")));
    assertThat(secrets.forProject(id).redact("second-value")).isEqualTo("second-value");

    ProjectSettings changed = ProjectSettings.ofEnvironment(Map.of("X", "second-value"), List.of());
    Project after = project("first-value").with("p", null, changed, THEN);
    stores.transactions().write(() -> stores.projects().replace(after));

    assertThat(secrets.forProject(id).redact("first-value second-value"))
        .isEqualTo("[redacted] [redacted]");
  }

  @Test
  void whatIsLearntLaterIsHiddenInEveryProject() {
    stores.transactions().write(() -> stores.projects().insert(project("first-value")));
    assertThat(secrets.forProject(id).redact("learnt-later")).isEqualTo("learnt-later");

    secrets.learn(List.of("learnt-later"));

    assertThat(secrets.forProject(id).redact("learnt-later first-value"))
        .isEqualTo("[redacted] [redacted]");
    assertThat(secrets.forProject(null).redact("learnt-later")).isEqualTo("[redacted]");
  }

  @Test
  void theSameStateOfThingsGivesTheSameRedactor() {
    stores.transactions().write(() -> stores.projects().insert(project("first-value")));

    assertThat(secrets.forProject(id)).isSameAs(secrets.forProject(id));
  }

  private Project project(String value) {
    Path path = Path.of("/projects/p");
    ProjectSettings settings = ProjectSettings.ofEnvironment(Map.of("X", value), List.of());
    return new Project(
        id, new Slug("p"), "p", path, path.resolve(".git"), null, null, settings, THEN, THEN);
  }
}
