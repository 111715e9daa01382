package dev.orch.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Typed;
import dev.orch.cli.client.DaemonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orch up} and {@code orch down} with a real process in place of the daemon. */
class DaemonStarterTest {
  @TempDir private Path home;
  private Typed user;

  @BeforeEach
  void aUser() throws IOException {
    user = new Typed(home);
    launcher(
        "exec '%s' -cp '%s' dev.orch.cli.launch.StubProgram '%s'"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                user.stateFolder()));
  }

  @AfterEach
  void nothingIsLeftRunning() {
    DaemonFile.living(user.stateFolder())
        .ifPresent(file -> {
          file.process().terminate();
          file.process().awaitEnd(Duration.ofSeconds(10));
        });
  }

  @Test
  void upStartsItOnceAndDownEndsIt() {
    Typed.Result first = user.run("up");
    Typed.Result second = user.run("up");
    long pid = DaemonFile.living(user.stateFolder()).orElseThrow().process().pid();

    assertThat(first.exit()).isZero();
    assertThat(first.out()).contains("http://127.0.0.1:", "pid " + pid);
    assertThat(first.err()).contains("PROT is not known");
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("already", "pid " + pid);
    assertThat(user.run("down").exit()).isZero();
    assertThat(DaemonFile.living(user.stateFolder())).isEmpty();
    assertThat(user.run("down").exit()).isEqualTo(3);
  }

  @Test
  void anOlderOneIsToldAndReplacedByUpAlone() throws IOException {
    user.run("up");
    long old = DaemonFile.living(user.stateFolder()).orElseThrow().process().pid();
    startedFrom(home.resolve("image-that-was-replaced"));

    Typed.Result other = user.run("status");
    assertThat(other.exit()).isZero();
    assertThat(other.err()).containsOnlyOnce("older version").contains("orch up");
    assertThat(user.run("status", "--json").err()).doesNotContain("older");
    assertThat(DaemonFile.living(user.stateFolder()).orElseThrow().process().pid()).isEqualTo(old);

    Typed.Result up = user.run("up");
    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(up.err()).contains("took the place of an older one", "agents go on");
    assertThat(DaemonFile.living(user.stateFolder()).orElseThrow().process().pid())
        .isNotEqualTo(old);
    assertThat(user.run("status").err()).doesNotContain("older");
  }

  @Test
  void anAgentReplacesNoDaemon() throws IOException {
    user.run("up");
    long old = DaemonFile.living(user.stateFolder()).orElseThrow().process().pid();
    startedFrom(home.resolve("image-that-was-replaced"));

    Typed.Result up = user.with("ORCH_SESSION_ID", "k3v9m2p7qd").run("up");

    assertThat(up.exit()).isEqualTo(1);
    assertThat(DaemonFile.living(user.stateFolder()).orElseThrow().process().pid()).isEqualTo(old);
  }

  /** Writes down that the daemon that runs was started from this image. */
  private void startedFrom(Path image) throws IOException {
    Path file = user.stateFolder().resolve("daemon.json");
    String said = Files.readString(file);
    Files.writeString(file, said.replaceFirst("\\{", "{\"image\":\"" + image + "\","));
  }

  @Test
  void downWithAllStopsWhatAnEarlierDaemonLeft() throws IOException {
    user.run("up");
    user.run("down");
    Files.createFile(user.stateFolder().resolve(StubProgram.LEFT));

    Typed.Result result = user.run("down", "--all");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("1 session was stopped", "No agent is running");
    assertThat(DaemonFile.living(user.stateFolder())).isEmpty();
  }

  @Test
  void downWithAllSaysWhereNothingGoesOn() {
    assertThat(user.run("down", "--all").out()).contains("No agent is running");
    assertThat(user.stateFolder()).doesNotExist();
    user.run("up");
    user.run("down");

    Typed.Result result = user.run("down", "--all");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("No session was to be stopped", "No agent is running");
    assertThat(DaemonFile.living(user.stateFolder())).isEmpty();
  }

  @Test
  void theDaemonLeadsASessionOfItsOwnAndHoldsNothingOfTheCaller() throws IOException {
    user.run("up");
    long pid = DaemonFile.living(user.stateFolder()).orElseThrow().process().pid();
    String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));

    assertThat(fields.get(3)).as("session").isEqualTo(Long.toString(pid));
    assertThat(Path.of("/proc/%d/fd/0".formatted(pid)).toRealPath()).hasToString("/dev/null");
    assertThat(Path.of("/proc/%d/fd/1".formatted(pid)).toRealPath())
        .isEqualTo(user.stateFolder().resolve("daemon.log").toRealPath());
    assertThat(Path.of("/proc/%d/fd/2".formatted(pid)).toRealPath())
        .isEqualTo(user.stateFolder().resolve("daemon.log").toRealPath());
  }

  @Test
  void whatBelongsToASessionIsNotHandedOnAndTheWantedPortIs() throws IOException {
    user.with("ORCH_RUN", "1").with("ORCH_PORT_BASE", "20000").with("MINE", "kept").run("up");
    assertThat(environment()).contains("MINE=kept").doesNotContain("ORCH_RUN", "ORCH_PORT_BASE");
    user.run("down");
  }

  @Test
  void aCommandThatNeedsTheDaemonStartsIt() {
    assertThat(user.run("sessions").exit()).isZero();
    assertThat(DaemonFile.living(user.stateFolder())).isPresent();
  }

  @Test
  void insideASessionNoneIsStarted() {
    assertThat(user.with("ORCH_SESSION_ID", "k3v9m2p7qd").run("sessions").exit()).isEqualTo(3);
    assertThat(DaemonFile.living(user.stateFolder())).isEmpty();
  }

  @Test
  void itsLastWordsAreShownWhenItDoesNotStart() throws IOException {
    Files.createDirectories(user.stateFolder());
    Files.writeString(user.stateFolder().resolve("daemon.log"), "an old line\n");
    launcher("echo 'PORT is eight: it takes a number, 0-65535' >&2; exit 78");

    Typed.Result result = user.run("up");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("it takes a number", "daemon.log").doesNotContain("old line");
  }

  @Test
  void theReasonThatItGivesIsTheHeadline() throws IOException {
    launcher(
        "echo 'orch: ORCH_PROT is no setting' >&2; echo '12:00:00 INFO begins' >&2;"
            + " echo 'orch: cannot listen on 127.0.0.1:8000: free the port' >&2; exit 1");

    assertThat(user.run("up").err())
        .startsWith("The daemon does not start: cannot listen on 127.0.0.1:8000");
  }

  @Test
  void theWantedPortIsForTheDaemonAndNotForItsAgents() throws IOException {
    launcher("echo \"port ${PORT-none} $ORCH_PORT\" >&2; exit 78");

    assertThat(user.with("ORCH_DAEMON_URL", "http://127.0.0.1:9").run("up").err())
        .contains("port none 9");
  }

  private String environment() throws IOException {
    return Files.readString(user.stateFolder().resolve("environment"));
  }

  private void launcher(String command) throws IOException {
    Path script = home.resolve("launcher");
    Files.writeString(script, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    user.launching(script);
  }
}
