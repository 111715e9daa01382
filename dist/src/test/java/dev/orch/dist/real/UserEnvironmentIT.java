package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What works in the user's terminal works in a session; secrets stay out. */
class UserEnvironmentIT extends RealAgentSuite {
  private static final String SECRET = "a-secret-of-the-user-0123456789";
  private static final String PROFILE =
      """
      export JAVA_HOME=/opt/a-jdk-of-mine
      export PATH="$HOME/tools:$PATH"
      export SOME_API_TOKEN=%s
      echo "good morning"
      """
          .formatted(SECRET);
  private static final String TOOL =
      """
      #!/bin/sh
      echo the private tool ran
      """;

  @Override
  Installation installation() throws Exception {
    return Installation.open(
        version,
        Map.of("SHELL", "/bin/bash"),
        Map.of(".bash_profile", PROFILE, "tools/my-private-tool", TOOL));
  }

  @Test
  void theSessionHasWhatTheLoginShellSetsButNoSecrets() throws Exception {
    DrivenSession session =
        orch.implement("[[bash bash -c 'my-private-tool; env > env.txt']] [[say done]]");
    session.answer(session.awaitRequest("approval"), "allow");
    session.await("completed");

    assertThat(session.toolResults().getFirst()).contains("the private tool ran");
    List<String> environment = Files.readAllLines(session.worktree().resolve("env.txt"));
    assertThat(environment)
        .contains("JAVA_HOME=/opt/a-jdk-of-mine", "ORCH_SESSION_ID=" + session.id())
        .noneMatch(line -> line.startsWith("SOME_API_TOKEN="))
        .noneMatch(line -> line.contains(SECRET))
        .noneMatch(line -> line.contains(orch.api().token()));
  }

  @Test
  void theNamesThatPassAndThatAreHeldBackAreToldWithoutValues() throws Exception {
    JsonNode claude = orch.api().get("/agents").ok().path("items").path(0);

    JsonNode environment = claude.path("environment");
    assertThat(environment.path("passed").valueStream().map(JsonNode::asString))
        .contains("JAVA_HOME", "ANTHROPIC_API_KEY");
    assertThat(environment.path("held_back").valueStream().map(JsonNode::asString))
        .contains("SOME_API_TOKEN");
    assertThat(claude.toString()).doesNotContain(SECRET);
    assertThat(claude.path("version").asString()).isEqualTo(version);
  }
}
