package dev.orch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.StubDaemon;
import dev.orch.cli.Typed;
import dev.orch.cli.process.LiveProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLocatorTest {
  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path home;
  private final StubDaemon daemon = new StubDaemon();
  private Typed user;

  @BeforeEach
  void aUser() {
    user = new Typed(home);
  }

  @AfterEach
  void end() {
    daemon.close();
  }

  @Test
  void theDaemonIsWhereItWroteThatItIs() throws IOException {
    daemon.announce(user.stateFolder());

    assertThat(found()).isInstanceOf(DaemonPlace.Ours.class);
    assertThat(found().url()).isEqualTo(daemon.url());
  }

  @Test
  void whatADeadDaemonLeftIsPassedOver() throws IOException, InterruptedException {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    daemon.announce(user.stateFolder(), gone.pid(), 1);

    assertThat(found()).isInstanceOf(DaemonPlace.Nobody.class);
    assertThat(user.run("health").exit()).isEqualTo(3);
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void aLaterProcessWithTheSameNumberIsNotTheDaemon() throws IOException {
    long ticks = LiveProcess.startTicks(SELF).orElseThrow();
    daemon.announce(user.stateFolder(), SELF, ticks - 1);

    assertThat(found()).isInstanceOf(DaemonPlace.Nobody.class);
  }

  @Test
  void anUnreadableFileIsPassedOver() throws IOException {
    Files.createDirectories(user.stateFolder());
    Files.writeString(user.stateFolder().resolve("daemon.json"), "{\"url\":");

    assertThat(found()).isInstanceOf(DaemonPlace.Nobody.class);
  }

  @Test
  void withoutADaemonTheUsualAddressIsNamed() {
    assertThat(found().url()).hasToString("http://127.0.0.1:8000");
    assertThat(user.with("PORT", "9000").surroundings())
        .extracting(where -> new DaemonLocator(where).find().url().toString())
        .isEqualTo("http://127.0.0.1:9000");
  }

  @Test
  void anAddressThatNamesOurDaemonIsOurs() throws IOException {
    daemon.announce(user.stateFolder());
    user.with("ORCH_DAEMON_URL", "http://localhost:" + daemon.url().getPort() + "/");

    assertThat(found()).isInstanceOf(DaemonPlace.Ours.class);
    assertThat(found().url()).isEqualTo(daemon.url());
  }

  @Test
  void aServerThatIsNotOursNeverGetsTheToken() throws IOException {
    try (StubDaemon foreign = new StubDaemon()) {
      daemon.announce(user.stateFolder());
      user.with("ORCH_DAEMON_URL", foreign.url().toString());

      assertThat(user.run("health").exit()).isEqualTo(3);
      assertThat(user.run("sessions").exit()).isEqualTo(3);
      assertThat(user.run("send", "claude", "implement", "x", "y").exit()).isEqualTo(3);
      assertThat(foreign.requests()).noneMatch(seen -> seen.headers().containsKey("authorization"));
    }
  }

  @Test
  void aServerOnTheUsualPortOfADeadDaemonNeverGetsTheToken() throws IOException {
    daemon.announce(user.stateFolder(), SELF, 1);
    user.with("PORT", Integer.toString(daemon.url().getPort()));

    assertThat(user.run("health").exit()).isEqualTo(3);
    assertThat(daemon.requests()).noneMatch(seen -> seen.headers().containsKey("authorization"));
  }

  @Test
  void elsewhereOnlyACertificateIsBelieved() {
    user.with("ORCH_DAEMON_URL", "http://build.example:8000");
    assertThat(found()).isInstanceOf(DaemonPlace.Nobody.class);
    user.with("ORCH_DAEMON_URL", "https://build.example");
    assertThat(found()).isInstanceOf(DaemonPlace.Ours.class);
  }

  @Test
  void anAddressThatIsNoneIsMisuse() {
    assertThat(user.with("ORCH_DAEMON_URL", "localhost:8000").run("health").exit()).isEqualTo(2);
    assertThat(user.with("ORCH_DAEMON_URL", "http://a b").run("health").exit()).isEqualTo(2);
  }

  @Test
  void withoutADaemonHealthSaysWhereItLookedAndEndsWithThree() {
    Typed.Result result = user.with("PORT", "1").run("health");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("http://127.0.0.1:1", ".local/state/orch", "orch up");
    assertThat(user.run("down").exit()).isEqualTo(3);
    assertThat(user.run("config").exit()).isEqualTo(3);
    assertThat(user.run("status").exit()).isEqualTo(3);
    assertThat(user.run("token").exit()).isEqualTo(3);
    assertThat(user.stateFolder()).doesNotExist();
  }

  private DaemonPlace found() {
    return new DaemonLocator(user.surroundings()).find();
  }
}
