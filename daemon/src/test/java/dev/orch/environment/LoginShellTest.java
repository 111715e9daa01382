package dev.orch.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orch.runtime.ShortCommand;
import dev.orch.runtime.sh.Shell;
import dev.orch.runtime.sh.ShellCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoginShellTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PATH = "/usr/bin:/bin";

  @TempDir private Path home;

  static Stream<String> shells() {
    return Stream.of("/bin/bash", "/bin/dash", "/bin/zsh", "/usr/bin/fish", "/bin/ksh")
        .filter(shell -> Files.isExecutable(Path.of(shell)));
  }

  private static LoginShell shell(Duration patience) {
    return new LoginShell(ShellCommand.open(Shell.standard(PATH)), new Random(7), patience);
  }

  private Map<String, String> environment(String shell) {
    return new HashMap<>(Map.of("SHELL", shell, "HOME", home.toString(), "PATH", PATH));
  }

  private void profile(String text) throws IOException {
    Files.writeString(home.resolve(".profile"), text);
    Files.createSymbolicLink(home.resolve(".zprofile"), home.resolve(".profile"));
    Files.createDirectories(home.resolve(".config/fish"));
    Files.writeString(home.resolve(".config/fish/config.fish"), text);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whatAProfileExportsIsToldWhateverElseItPrints(String shell)
      throws IOException, InterruptedException {
    profile(
        """
        echo 'Welcome! X=1'
        echo nonsense >&2
        export JAVA_HOME=/opt/jdk
        export PATH="$PATH:/opt/private tools/bin"
        export TWO_LINES='first
        second=2'
        """);

    ShellAnswer answer = shell(PATIENCE).ask(environment(shell));

    assertThat(answer)
        .isInstanceOfSatisfying(
            ShellAnswer.Told.class,
            told ->
                assertThat(told.variables())
                    .containsEntry("JAVA_HOME", "/opt/jdk")
                    .containsEntry("TWO_LINES", "first\nsecond=2")
                    .containsEntry("HOME", home.toString())
                    .containsEntry("TERM", "dumb")
                    .doesNotContainKey("X")
                    .hasEntrySatisfying(
                        "PATH", path -> assertThat(path).endsWith(":/opt/private tools/bin")));
  }

  @Test
  void aProfileThatHangsIsGivenUp() throws IOException, InterruptedException {
    profile("export JAVA_HOME=/opt/jdk\ntail -f /dev/null\n");

    assertThat(shell(Duration.ofMillis(300)).ask(environment("/bin/dash")))
        .isEqualTo(new ShellAnswer.TimedOut("/bin/dash"));
  }

  @Test
  void aProfileThatEndsTheShellIsNoAnswer() throws IOException, InterruptedException {
    profile("exit 3\n");

    assertThat(shell(PATIENCE).ask(environment("/bin/dash")))
        .isInstanceOf(ShellAnswer.Unusable.class);
  }

  @Test
  void aShellThatCannotBeReadIsNoAnswer() throws InterruptedException {
    ShortCommand unreadable =
        _ -> {
          throw new UncheckedIOException("cannot read", new IOException("too many open files"));
        };

    assertThat(new LoginShell(unreadable, new Random(7), PATIENCE).ask(environment("/bin/dash")))
        .isEqualTo(new ShellAnswer.Unusable("/bin/dash", "cannot read"));
  }

  @Test
  void withoutAShellOfTheUsersTheSystemsIsAsked() throws IOException, InterruptedException {
    profile("export FROM_PROFILE=yes\n");
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));

    for (String named : new String[] {"", "bash", "/no/such/shell"}) {
      assertThat(shell(PATIENCE).ask(environment(named)))
          .as(named)
          .isInstanceOfSatisfying(
              ShellAnswer.Told.class,
              told -> assertThat(told.variables()).containsEntry("FROM_PROFILE", "yes"));
    }
  }
}
