package dev.orch.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
  private final MemoryProjectStore projects = new MemoryProjectStore();
  private final Secrets secrets = new Secrets(projects, List.of("our-own-token"));
  private final ProjectId id = new ProjectId("0123456789");

  @Test
  void ourTokenIsHiddenEverywhere() {
    projects.insert(project("first-value"));

    assertThat(secrets.forProject(null).redact("a our-own-token")).isEqualTo("a [redacted]");
    assertThat(secrets.forProject(id).redact("a our-own-token")).isEqualTo("a [redacted]");
  }

  @Test
  void valuesOfAProjectAreHiddenInThatProject() {
    projects.insert(project("first-value"));

    assertThat(secrets.forProject(id).redact("a first-value")).isEqualTo("a [redacted]");
    assertThat(secrets.forProject(null).redact("a first-value")).isEqualTo("a first-value");
    assertThat(secrets.forProject(new ProjectId("zzzzzzzzzz")).redact("a first-value"))
        .isEqualTo("a first-value");
  }

  @Test
  void aChangedValueIsHiddenAtOnceAndTheOldOneStaysHidden() {
    projects.insert(project("first-value"));
    assertThat(secrets.forProject(id).redact("second-value")).isEqualTo("second-value");

    ProjectSettings changed = new ProjectSettings(Map.of("X", "second-value"), List.of());
    projects.replace(project("first-value").with("p", null, changed, THEN.plusSeconds(1)));

    assertThat(secrets.forProject(id).redact("first-value second-value"))
        .isEqualTo("[redacted] [redacted]");
  }

  @Test
  void whatIsLearntLaterIsHiddenInEveryProject() {
    projects.insert(project("first-value"));
    assertThat(secrets.forProject(id).redact("learnt-later")).isEqualTo("learnt-later");

    secrets.learn(List.of("learnt-later"));

    assertThat(secrets.forProject(id).redact("learnt-later first-value"))
        .isEqualTo("[redacted] [redacted]");
    assertThat(secrets.forProject(null).redact("learnt-later")).isEqualTo("[redacted]");
  }

  @Test
  void theSameStateOfThingsGivesTheSameRedactor() {
    projects.insert(project("first-value"));

    assertThat(secrets.forProject(id)).isSameAs(secrets.forProject(id));
  }

  private Project project(String value) {
    Path path = Path.of("/projects/p");
    ProjectSettings settings = new ProjectSettings(Map.of("X", value), List.of());
    return new Project(
        id, new Slug("p"), "p", path, path.resolve(".git"), null, null, settings, THEN, THEN);
  }
}
