package dev.orch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  @TempDir private Path folder;
  private Path root;
  private Project project;

  @BeforeEach
  void makeProject() throws IOException {
    root = Files.createDirectories(folder.toRealPath().resolve("app"));
    Files.createDirectories(root.resolve("src/pay ments"));
    Files.createFile(root.resolve("src/Main.java"));
    Files.createDirectory(folder.resolve("app-secrets"));
    Files.createFile(folder.resolve("app-secrets/key"));
    project =
        new Project(
            new ProjectId("p"),
            new Slug("app"),
            "app",
            root,
            root.resolve(".git"),
            null,
            null,
            ProjectSettings.NONE,
            Instant.EPOCH,
            Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "src/..", "./src/../."})
  void theWholeProjectIsNoScope(String given) {
    assertThat(Scope.check(project, given)).isNull();
  }

  @Test
  void aScopeIsToldRelativeAndWithoutDetours() {
    assertThat(Scope.check(project, "src/Main.java")).isEqualTo("src/Main.java");
    assertThat(Scope.check(project, "./src/pay ments/")).isEqualTo("src/pay ments");
    assertThat(Scope.check(project, "src/../src/Main.java")).isEqualTo("src/Main.java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../app-secrets", "src/../../app-secrets/key", "../app/../..", "a\0b"})
  void aScopeThatLeavesTheProjectIsRefused(String given) {
    refused(given, Rejection.SCOPE_OUTSIDE_PROJECT);
  }

  @Test
  void anAbsoluteScopeIsRefusedWhereverItLeads() {
    refused("/etc/passwd", Rejection.SCOPE_OUTSIDE_PROJECT);
    refused(root.resolve("src").toString(), Rejection.SCOPE_OUTSIDE_PROJECT);
  }

  @Test
  void whatIsNotThereIsToldFromWhatIsOutside() {
    refused("src/Mian.java", Rejection.SCOPE_NOT_FOUND);
    refused("src/Main.java/x", Rejection.SCOPE_NOT_FOUND);
  }

  @Test
  void aLinkOutOfTheProjectIsRefusedAtEveryPlaceOfThePath() throws IOException {
    Files.createSymbolicLink(root.resolve("key"), folder.resolve("app-secrets/key"));
    Files.createSymbolicLink(root.resolve("near"), Path.of("../app-secrets"));
    Files.createSymbolicLink(root.resolve("src/again"), Path.of("../near"));

    refused("key", Rejection.SCOPE_OUTSIDE_PROJECT);
    refused("near", Rejection.SCOPE_OUTSIDE_PROJECT);
    refused("near/key", Rejection.SCOPE_OUTSIDE_PROJECT);
    refused("src/again/key", Rejection.SCOPE_OUTSIDE_PROJECT);
  }

  @Test
  void aLinkThatLeadsNowhereIsNotThere() throws IOException {
    Files.createSymbolicLink(root.resolve("broken"), Path.of("gone"));
    Files.createSymbolicLink(root.resolve("round"), Path.of("round"));

    refused("broken", Rejection.SCOPE_NOT_FOUND);
    refused("round", Rejection.SCOPE_NOT_FOUND);
  }

  @Test
  void aLinkInsideTheProjectIsToldAsWhereItLeads() throws IOException {
    Files.createSymbolicLink(root.resolve("pay"), Path.of("src/pay ments"));
    Files.createFile(root.resolve("src/pay ments/Bill.java"));

    assertThat(Scope.check(project, "pay/Bill.java")).isEqualTo("src/pay ments/Bill.java");
    assertThat(Scope.check(project, "pay/../Main.java")).isEqualTo("src/Main.java");
  }

  private void refused(String given, Rejection why) {
    assertThatThrownBy(() -> Scope.check(project, given))
        .as(given)
        .isInstanceOfSatisfying(
            CommandRejectedException.class,
            refused -> {
              assertThat(refused.rejection()).isEqualTo(why);
              assertThat(refused).hasMessageContaining(given);
            });
  }
}
