package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orch.config.DaemonConfig;
import dev.orch.http.ApiClient;
import dev.orch.store.StoreRefusedException;
import dev.orch.worktree.GitUnsupportedException;
import dev.orch.worktree.OwnersRights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where a start fails, nothing stays behind that is in the way of the next one. */
class StartTest {
  @TempDir private Path home;
  private Path state;
  private Path programs;
  private final AtomicReference<UnaryOperator<String>> mask =
      new AtomicReference<>(UnaryOperator.identity());

  @BeforeEach
  void makeFolders() throws IOException {
    state = home.resolve(".local/state/orch");
    programs = Files.createDirectory(home.resolve("programs"));
  }

  @Test
  void aTakenPortIsSaidAndAnotherOneWorksAtOnce() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      assertThatThrownBy(() -> open(port))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + port);
    }
    assertThat(state.resolve("daemon.json")).doesNotExist();

    try (ControlPlane plane = open("0")) {
      assertThat(state.resolve("daemon.json")).content().contains(plane.url());
    }
    assertThat(state.resolve("daemon.json")).doesNotExist();
  }

  @Test
  void aPartThatCannotBeMadeLeavesTheStoreClosed() throws IOException {
    Path git = programs.resolve("git");
    Files.writeString(git, "#!/bin/sh\necho git version 1.0.0\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> open("0")).isInstanceOf(GitUnsupportedException.class);
    assertThat(state.resolve("orchestrator.db")).exists();
    assertThat(state.resolve("orchestrator.db-wal")).doesNotExist();

    Files.delete(git);
    try (ControlPlane plane = open("0")) {
      assertThat(plane.url()).startsWith("http://");
    }
  }

  @Test
  void aDatabaseThatIsLostIsNotReplacedByAnEmptyOne() throws IOException {
    Path database = state.resolve("orchestrator.db");
    Path run = state.resolve("runs/k3v9m2p7qd");
    open("0").close();
    Files.createDirectories(run);

    Files.delete(database);
    assertLost(database, "is missing");
    assertThat(database).doesNotExist();

    Files.createFile(database);
    assertLost(database, "is empty");
    assertThat(database).isEmptyFile();

    Path elsewhere = home.resolve("new.db");
    assertLost(open -> open.put("DATABASE_URL", "sqlite:///" + elsewhere), elsewhere, "another");

    Files.move(run.getParent(), home.resolve("runs"));
    open("0").close();
  }

  @Test
  void aDatabaseThatMayNotBeReadIsToldUntilItMay() throws Exception {
    Path database = state.resolve("orchestrator.db");
    open("0").close();
    OwnersRights.permit(database, "---------");
    try {
      assertRefused(
          () -> OwnersRights.call(() -> open("0")), "make the file and its folder readable");
    } finally {
      OwnersRights.permit(database, "rw-------");
    }
    open("0").close();
  }

  @Test
  void aDatabaseThatIsNoneIsToldUntilItIsMovedAway() throws IOException {
    Path database = state.resolve("orchestrator.db");
    open("0").close();
    Files.writeString(database, "no database at all, ".repeat(500));
    assertRefused(() -> open("0"), "move this one away");
    assertThat(database).content().startsWith("no database");

    Files.move(database, home.resolve("moved away"));
    open("0").close();
  }

  private static void assertRefused(ThrowingCallable start, String hint) {
    Throwable failure = catchThrowable(start);
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    assertThat(cause)
        .isInstanceOfSatisfying(
            RuntimeException.class,
            refused -> assertThat(StartRefusal.of(refused).orElseThrow().line()).contains(hint));
  }

  private void assertLost(Path database, String how) {
    assertLost(_ -> {}, database, how);
  }

  private void assertLost(Consumer<Map<String, String>> more, Path database, String how) {
    assertThatThrownBy(() -> open("0", more))
        .isInstanceOfSatisfying(
            StoreRefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(StoreRefusedException.Refusal.LOST))
        .hasMessageContainingAll(database.toString(), how, state.resolve("runs").toString());
  }

  @Test
  void whatAKilledDaemonLeftOfADiffIsGone() throws IOException {
    Path scratch = state.resolve("scratch");
    Path objects = scratch.resolve(".diff-1.patch.scratch/objects/aa");
    try (ControlPlane plane = open("0")) {
      assertThat(plane.url()).isNotEmpty();
    }
    Files.createDirectories(objects);
    Files.writeString(objects.resolve("bb"), "an object");
    Files.writeString(scratch.resolve("diff-1.patch"), "a patch");

    try (ControlPlane plane = open("0")) {
      assertThat(plane.url()).isNotEmpty();
      assertThat(scratch).isEmptyDirectory();
    }
  }

  @Test
  void whatASecretIsIsKnownBeforeAStartCanFail() throws IOException {
    Path git = programs.resolve("git");
    Files.writeString(git, "#!/bin/sh\necho git version 1.0.0\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> open("0")).isInstanceOf(GitUnsupportedException.class);

    assertThat(mask.get().apply("with canary-4711")).doesNotContain("canary");
    String token = Files.readString(state.resolve("token")).strip();
    assertThat(mask.get().apply("with " + token)).doesNotContain(token);
  }

  @Test
  void theLogSaysThatItStartedBeforeWhatItTookUp() throws IOException {
    try (ControlPlane plane = open("0")) {
      String token = Files.readString(state.resolve("token")).strip();
      JsonNode events =
          new ApiClient(URI.create(plane.url()).getPort(), token)
              .get("/api/v1/events?type=daemon.*")
              .json()
              .path("items");
      assertThat(events.valueStream().map(event -> event.path("type").asString()))
          .containsExactly("daemon.started", "daemon.recovered");
    }
  }

  private ControlPlane open(String port) throws IOException {
    return open(port, _ -> {});
  }

  private ControlPlane open(String port, Consumer<Map<String, String>> more) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("SHELL", "/bin/sh");
    environment.put("PORT", port);
    environment.put("GH_TOKEN", "canary-4711");
    more.accept(environment);
    if (!Files.exists(state)) {
      Files.createDirectories(state.getParent());
      Files.createDirectory(
          state,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return ControlPlane.open(DaemonConfig.read(environment), environment, mask::set);
  }
}
