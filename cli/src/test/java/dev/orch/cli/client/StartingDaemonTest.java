package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.StubDaemon;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon has its port for a moment before it is written down where it is. */
class StartingDaemonTest {
  @TempDir private Path home;

  @Test
  void theDaemonThatJustStartsIsNoStranger() {
    Typed user = new Typed(home);
    try (StubDaemon daemon = new StubDaemon()) {
      user.with("PORT", Integer.toString(daemon.url().getPort()));
      daemon.beforeAnswering(() -> {
        try {
          daemon.beforeAnswering(() -> {}).announce(user.stateFolder());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });

      Typed.Result health = user.run("health");

      assertThat(health.err()).isEmpty();
      assertThat(health.exit()).isZero();
    }
  }

  @Test
  void aDaemonThatIsNotOursIsToldNoToken() {
    Typed user = new Typed(home);
    try (StubDaemon daemon = new StubDaemon()) {
      user.with("PORT", Integer.toString(daemon.url().getPort()));

      Typed.Result health = user.run("health");

      assertThat(health.exit()).isEqualTo(3);
      assertThat(health.err()).contains("is not the daemon of this installation");
      assertThat(daemon.requests())
          .allSatisfy(seen -> assertThat(seen.headers()).doesNotContainKey("authorization"));
    }
  }
}
