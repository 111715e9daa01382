package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of a project, typed. */
class ProjectSettingsTest extends StubbedSuite {
  private static final String PROJECT = "/api/v1/projects/my-app";
  private static final String KNOWN = Canned.project("my-app", "/repos/my-app");

  @BeforeEach
  void answer() {
    daemon.answer("GET " + PROJECT, 200, KNOWN);
    daemon.answer("PUT " + PROJECT, 200, KNOWN);
  }

  private String sent() {
    return daemon.requests("PUT " + PROJECT).getFirst().body();
  }

  @Test
  void whatIsTypedIsSentAndNothingElse() {
    Typed.Result result =
        user.run(
            "projects",
            "set",
            "my-app",
            "setup=npm ci",
            "include=.env",
            "include=*.local",
            "max_sessions=2",
            "--unset",
            "worktree_root");

    assertThat(result.lines()).singleElement().asString().contains("my-app", "setup", "include");
    assertThat(sent())
        .isEqualTo(
            "{\"settings\":{\"setup\":\"npm ci\",\"max_sessions\":2,\"worktree_root\":null,"
                + "\"include\":[\".env\",\"*.local\"]}}");
  }

  @Test
  void oneVariableIsSetBesideTheOthersWhoseValuesNobodyIsShown(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("value"), "secret\n");

    user.run("projects", "set", "my-app", "--file", "env.NPM_TOKEN=" + file);

    assertThat(sent())
        .isEqualTo("{\"settings\":{\"env\":{\"TOKEN\":\"hush\",\"NPM_TOKEN\":\"secret\"}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup", "=x", "stup=npm ci", "max_sessions=two", "auto_resume=1"})
  void whatIsNoSettingIsToldBeforeAnythingIsSent(String word) {
    assertThat(user.run("projects", "set", "my-app", word).exit()).isEqualTo(2);
    assertThat(user.run("projects", "set", "my-app").exit()).isEqualTo(2);
    assertThat(daemon.requests("PUT " + PROJECT)).isEmpty();
  }
}
