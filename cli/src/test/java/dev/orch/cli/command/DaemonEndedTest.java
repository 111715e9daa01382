package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who follows something while somebody else ends the daemon waits for it and starts none. */
@Timeout(180) // who lost the daemon may not notice for ever
class DaemonEndedTest extends StubbedSuite {
  private static final String SESSION = "GET /api/v1/sessions/" + Canned.SESSION;
  private static final String STREAM = "GET /api/v1/stream/events";

  @BeforeEach
  void anotherDaemonCouldBeStarted() throws IOException {
    user.with("PORT", "1");
    Path launcher = home.resolve("launcher");
    Files.writeString(launcher, "#!/bin/sh\n: >'%s'\nexit 1\n".formatted(started()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    user.launching(launcher).whenTold(this::comesBack);
    daemon.answer(SESSION, 200, Canned.session("running", "working"));
  }

  @Test
  void waiting() {
    daemon.answer(SESSION, 200, Canned.session("completed", ""));
    endsAfter(SESSION);

    assertWaitsForIt(user.run("wait", Canned.SESSION));
  }

  @Test
  void followingTheLog() {
    daemon
        .answer(SESSION, 200, Canned.session("running", "working"))
        .answer(SESSION, 200, Canned.session("completed", ""));
    daemon.answer("GET /api/v1/events", 200, Canned.page());
    daemon.stream(STREAM, Canned.COMPLETED);
    endsAfter(STREAM);

    assertWaitsForIt(user.run("logs", "-f", Canned.SESSION));
  }

  private void assertWaitsForIt(Typed.Result result) {
    assertThat(started()).doesNotExist();
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("waiting for it to come back");
  }

  private void endsAfter(String request) {
    daemon.beforeAnswering(() -> {
      if (daemon.requests(request).size() == 1) {
        try {
          Files.deleteIfExists(user.stateFolder().resolve("daemon.json"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
  }

  private void comesBack() {
    daemon.beforeAnswering(() -> {});
    try {
      daemon.announce(user.stateFolder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path started() {
    return home.resolve("started");
  }
}
