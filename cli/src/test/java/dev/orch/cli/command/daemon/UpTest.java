package dev.orch.cli.command.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a daemon that runs already. */
class UpTest extends StubbedSuite {
  @BeforeEach
  void itTellsItsSettings() {
    daemon.answer("GET /api/v1/config", 200, "{\"settings\":[],\"warnings\":[]}");
  }

  @Test
  void anotherPortThanItsOwnIsNotTakenInSilence() {
    Typed.Result result = user.with("PORT", "1").run("up");

    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .contains("port " + daemon.url().getPort(), "not on 1", "orch down, then orch up");
  }

  /** Without a bound of its own it would be waited for for two minutes. */
  @Test
  @Timeout(180)
  void oneThatIsHungIsToldInTime() {
    CountDownLatch over = new CountDownLatch(1);
    daemon.beforeAnswering(() -> awaitQuietly(over));

    Typed.Result result = user.run("up");
    over.countDown();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains(
            "does not answer",
            "orch logs --daemon",
            "kill -9 %d, then orch up".formatted(ProcessHandle.current().pid()));
  }

  private static void awaitQuietly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "status", "health"})
  void oneWithoutItsDatabaseSaysWhatIsWrongAndWhatToDoNext(String command) {
    daemon.instead("GET /api/v1/health", 503, Canned.lostDatabase());

    Typed.Result result = user.run(command);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.err()).contains("deleted or replaced", "orch down, move runs");
  }

  @Test
  void itsOwnPortAndAnyFreeOneAreFine() {
    assertThat(user.with("PORT", "0").run("up").err()).isEmpty();
    assertThat(user.with("PORT", Integer.toString(daemon.url().getPort())).run("up").err())
        .isEmpty();
  }
}
