package dev.orch.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserEnvironmentTest {
  @TempDir private Path home;

  private UserEnvironment user() {
    return new UserEnvironment(
        Map.of("HOME", home.toString(), "SHELL", "/bin/dash", "PATH", "/usr/bin:/bin"),
        List.of(),
        new LoginShell(
            ShellCommand.open(Shell.standard("/usr/bin:/bin")),
            new Random(7),
            Duration.ofMinutes(1)));
  }

  private void profile(String text) throws IOException {
    Files.writeString(home.resolve(".profile"), text);
  }

  @Test
  void theShellIsAskedOnceUntilSomebodyAsksAnew() throws IOException, InterruptedException {
    profile("echo x >> \"$HOME/asked\"\nexport LEVEL=1\n");
    UserEnvironment user = user();

    user.now();
    user.now();
    assertThat(Files.readAllLines(home.resolve("asked"))).hasSize(1);

    profile("export LEVEL=2\n");
    assertThat(user.now().variables()).containsEntry("LEVEL", "1");
    user.ask();
    assertThat(user.now().variables()).containsEntry("LEVEL", "2");
  }

  @Test
  void anOwnVariableIsToldWithoutAskingTheShell() throws IOException {
    profile("touch \"$HOME/asked\"\n");

    assertThat(user().variable("SHELL")).contains("/bin/dash");
    assertThat(user().variable("NO_SUCH_NAME")).isEmpty();
    assertThat(home.resolve("asked")).doesNotExist();
  }

  @Test
  void whatIsSecretInTheShellIsKnownToWhoHasItsAnswer() throws IOException, InterruptedException {
    profile("export DEPLOY_TOKEN=first-value SOME_LEVEL=no-secret\n");
    UserEnvironment user = user();
    assertThat(user.secrets()).isEmpty();

    user.awaitShell();
    assertThat(user.secrets()).containsExactly("first-value");

    profile("export DEPLOY_TOKEN=second-value\n");
    user.ask();
    user.shellAnswer();
    assertThat(user.secrets()).containsExactlyInAnyOrder("first-value", "second-value");
  }

  @Test
  void nobodyWaitsForAShellThatCannotAnswer() throws IOException, InterruptedException {
    profile("exit 3\n");
    UserEnvironment user = user();

    user.awaitShell();
    assertThat(user.secrets()).isEmpty();
  }
}
