package dev.orch.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.runtime.ShortCommand;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentEnvironmentTest {
  private static final String SYSTEM = "/usr/bin:/bin";
  private static final ShortCommand COMMANDS = ShellCommand.open(Shell.standard(SYSTEM));
  private static final AgentEnvironment.Names CLAUDE =
      new AgentEnvironment.Names(
          List.of("ANTHROPIC_*", "CLAUDE_CODE_*"),
          List.of("OPENAI_*", "GH_TOKEN"),
          List.of("CLAUDECODE", "CLAUDE_CODE_SESSION_*"),
          Map.of("CLAUDE_CODE_QUIET", "1", "ANTHROPIC_REGION", "none"));

  @TempDir private Path home;

  private final Map<String, String> own = new HashMap<>();

  @BeforeEach
  void startFromATerminal() {
    own.put("HOME", home.toString());
    own.put("SHELL", "/bin/dash");
    own.put("PATH", "/opt/mine:" + SYSTEM);
    own.put("TERM", "xterm");
  }

  private AgentEnvironment.Composed compose(AgentEnvironment.Added added)
      throws InterruptedException {
    return compose(added, Duration.ofMinutes(1));
  }

  private AgentEnvironment.Composed compose(AgentEnvironment.Added added, Duration patience)
      throws InterruptedException {
    UserEnvironment user =
        new UserEnvironment(
            own,
            List.of("DATABASE_URL", "PORT"),
            new LoginShell(COMMANDS, new Random(7), patience));
    return new AgentEnvironment(user).compose(CLAUDE, added);
  }

  private void profile(String text) throws IOException {
    Files.writeString(home.resolve(".profile"), text);
  }

  @Test
  void whatTheLoginShellAddsPassesButNotItsSecrets() throws IOException, InterruptedException {
    profile(
        """
        export JAVA_HOME=/opt/jdk
        export PATH="/opt/private/bin:$PATH"
        export DEPLOY_TOKEN=hidden
        export ANTHROPIC_API_KEY=mine
        export HOME=/somewhere/else
        """);

    AgentEnvironment.Composed composed = compose(AgentEnvironment.Added.NOTHING);

    assertThat(composed.variables())
        .containsEntry("JAVA_HOME", "/opt/jdk")
        .hasEntrySatisfying(
            "PATH",
            path ->
                assertThat(path)
                    .startsWith("/opt/mine:/usr/bin:/bin:")
                    .contains("/opt/private/bin"))
        .containsEntry("ANTHROPIC_API_KEY", "mine")
        .containsEntry("HOME", home.toString())
        .containsEntry("TERM", "xterm")
        .doesNotContainKeys("DEPLOY_TOKEN", "SHLVL", "_", "PWD");
    assertThat(composed.passed()).contains("JAVA_HOME", "ANTHROPIC_API_KEY");
    assertThat(composed.heldBack()).contains("DEPLOY_TOKEN");
  }

  @Test
  void whatIsNotForThisAgentStaysBehind() throws InterruptedException {
    List<String> notForIt =
        List.of(
            "OPENAI_BASE_URL",
            "GH_TOKEN",
            "ORCH_SESSION_ID",
            "ORCH_ANYTHING",
            "CLAUDECODE",
            "CLAUDE_CODE_SESSION_ID",
            "GIT_DIR",
            "GIT_CONFIG_KEY_0",
            "MY_SECRET",
            "DB_PASSWORD",
            "STRIPE_KEY",
            "AWS_CREDENTIAL_FILE",
            "BASH_FUNC_x%%");
    notForIt.forEach(name -> own.put(name, "hidden"));
    own.put("KEYBOARD", "us");
    own.put("CLAUDE_CODE_USE_BEDROCK", "1");

    AgentEnvironment.Composed composed = compose(AgentEnvironment.Added.NOTHING);

    assertThat(composed.variables()).doesNotContainKeys(notForIt.toArray(String[]::new));
    assertThat(composed.heldBack()).containsAll(notForIt);
    assertThat(composed.variables()).containsKeys("KEYBOARD", "CLAUDE_CODE_USE_BEDROCK");
  }

  @Test
  void aProjectMayLetNamesPassButNotOursNorMarks() throws InterruptedException {
    own.put("MY_SECRET", "told");
    own.put("GH_TOKEN", "told");
    own.put("ORCH_TOKEN", "hidden");
    own.put("CLAUDECODE", "1");

    Map<String, String> variables =
        compose(
                new AgentEnvironment.Added(
                    Map.of(),
                    List.of("MY_SECRET", "GH_TOKEN", "ORCH_TOKEN", "CLAUDECODE"),
                    Map.of(),
                    null))
            .variables();

    assertThat(variables)
        .containsEntry("MY_SECRET", "told")
        .containsEntry("GH_TOKEN", "told")
        .doesNotContainKeys("ORCH_TOKEN", "CLAUDECODE");
  }

  @Test
  void whatBelongsToOneTerminalPassesOnlyIfTheLoginShellSetsIt()
      throws IOException, InterruptedException {
    own.put("VIRTUAL_ENV", "/of/this/terminal");
    own.put("NODE_OPTIONS", "--inspect");
    own.put("CONDA_PREFIX", "/of/this/terminal");
    profile("export CONDA_PREFIX=/of/the/profile\n");

    AgentEnvironment.Composed composed = compose(AgentEnvironment.Added.NOTHING);

    assertThat(composed.variables())
        .containsEntry("CONDA_PREFIX", "/of/the/profile")
        .doesNotContainKeys("VIRTUAL_ENV", "NODE_OPTIONS");
    assertThat(composed.heldBack()).contains("VIRTUAL_ENV", "NODE_OPTIONS");
  }

  @Test
  void whatConfiguresTheDaemonPassesOnlyIfTheLoginShellOrTheProjectSetsIt()
      throws IOException, InterruptedException {
    own.put("DATABASE_URL", "sqlite:////of/the/daemon");
    own.put("PORT", "8000");
    own.put("ORCH_PORT", "8000");
    assertThat(compose(AgentEnvironment.Added.NOTHING).variables())
        .doesNotContainKeys("DATABASE_URL", "PORT", "ORCH_PORT");
    assertThat(compose(AgentEnvironment.Added.NOTHING).heldBack())
        .contains("DATABASE_URL", "PORT", "ORCH_PORT");

    profile("export DATABASE_URL=postgres://of/the/profile\n");
    AgentEnvironment.Added added =
        new AgentEnvironment.Added(Map.of("PORT", "3000"), List.of(), Map.of(), null);

    assertThat(compose(added).variables())
        .containsEntry("DATABASE_URL", "postgres://of/the/profile")
        .containsEntry("PORT", "3000");
  }

  @Test
  void whatIsSetForARunStandsAboveTheProjectAndTheUser() throws InterruptedException {
    own.put("ANTHROPIC_REGION", "eu");
    own.put("MODE", "user");

    Map<String, String> variables =
        compose(
                new AgentEnvironment.Added(
                    Map.of("MODE", "project", "API_TOKEN", "of project", "ORCH_RUN", "forged"),
                    List.of(),
                    Map.of("ORCH_RUN", "0123456789/1"),
                    null))
            .variables();

    assertThat(variables)
        .containsEntry("ANTHROPIC_REGION", "eu")
        .containsEntry("CLAUDE_CODE_QUIET", "1")
        .containsEntry("MODE", "project")
        .containsEntry("API_TOKEN", "of project")
        .containsEntry("ORCH_RUN", "0123456789/1");
  }

  @Test
  void aWorktreesCeilingComesBesideThoseThatAreThereAndGitCollectsNothing()
      throws InterruptedException {
    own.put("GIT_CEILING_DIRECTORIES", "/home:/mnt");

    Map<String, String> variables =
        compose(
                new AgentEnvironment.Added(
                    Map.of(),
                    List.of(),
                    Map.of(),
                    new AgentEnvironment.Stay(
                        Path.of("/app/.orchestrator/worktrees/0123456789"), home)))
            .variables();

    assertThat(variables)
        .containsEntry("GIT_CEILING_DIRECTORIES", "/app/.orchestrator/worktrees:/home:/mnt")
        .containsEntry("GIT_CONFIG_COUNT", "2")
        .containsEntry("GIT_CONFIG_KEY_0", "gc.auto")
        .containsEntry("GIT_CONFIG_VALUE_0", "0")
        .containsEntry("GIT_CONFIG_KEY_1", "maintenance.auto")
        .containsEntry("GIT_CONFIG_VALUE_1", "false");
    assertThat(SecretValues.in(variables)).isEmpty();
  }

  @Test
  void gitStaysAlsoInAWorktreeWhosePathHoldsAColon() throws Exception {
    Path checkout = Files.createDirectories(home.resolve("a:b/app"));
    assertThat(git(checkout, Map.of(), "init", "--quiet")).isZero();
    Path worktree = Files.createDirectories(checkout.resolve(".orchestrator/worktrees/0123456789"));
    AgentEnvironment.Added added =
        new AgentEnvironment.Added(
            Map.of(), List.of(), Map.of(), new AgentEnvironment.Stay(worktree, home));
    own.put("GIT_CEILING_DIRECTORIES", ":/mnt");

    for (int planned = 0; planned < 2; planned++) {
      assertThat(git(worktree, compose(added).variables(), "rev-parse")).isEqualTo(128);
    }
    assertThat(git(worktree, Map.of(), "rev-parse")).isZero();
  }

  private static int git(Path folder, Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).directory(folder.toFile());
    git.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    git.environment().putAll(variables);
    return git.start().waitFor();
  }

  @Test
  void withoutAnAnswerOfTheShellTheDaemonsOwnEnvironmentIsUsed()
      throws IOException, InterruptedException {
    profile("export JAVA_HOME=/opt/jdk\ntail -f /dev/null\n");

    Map<String, String> variables =
        compose(AgentEnvironment.Added.NOTHING, Duration.ofMillis(200)).variables();

    assertThat(variables)
        .containsEntry("PATH", "/opt/mine:/usr/bin:/bin")
        .doesNotContainKey("JAVA_HOME");
  }

  @Test
  void noValueIsEverPrinted() throws InterruptedException {
    own.put("HARMLESS", "value-of-it");

    assertThat(compose(AgentEnvironment.Added.NOTHING).toString())
        .contains("HARMLESS")
        .doesNotContain("value-of-it");
    assertThat(new ShellAnswer.Told(Map.of("A_NAME", "value-of-it")).toString())
        .contains("A_NAME")
        .doesNotContain("value-of-it");
  }

  @Test
  void everythingThatBindsGitToOneRepositoryIsKnown() throws InterruptedException {
    ShortCommand.Result result =
        COMMANDS.run(
            new ShortCommand.Request(
                List.of("git", "rev-parse", "--local-env-vars"),
                Map.of("PATH", SYSTEM),
                home,
                Duration.ofMinutes(1)));

    assertThat(result)
        .isInstanceOfSatisfying(
            ShortCommand.Result.Ended.class,
            ended ->
                assertThat(ended.out().lines())
                    .contains("GIT_DIR")
                    .allMatch(NamePatterns.OF_ONE_REPOSITORY::match));
  }
}
