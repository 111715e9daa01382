package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The daemon is killed amid deletes, and as what they took is given back or removed for good: the
 * next one has finished them, no work is lost, and nothing of the user's has changed.
 */
class KilledDeleteIT {
  private static final int KILLS = 6;
  private static final int LATEST_MS = 500;

  @TempDir Path folder;
  private Path repository;
  private RealDaemon daemon;

  /** A deleted session, and how its worktree was. */
  private record Deleted(String id, Path worktree, String status) {}

  /** A request whose answer is lost with the daemon. */
  @FunctionalInterface
  private interface Asking {
    Api.Answer ask() throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws Exception {
    repository = TestRepository.create(folder.resolve("repository"));
    Files.writeString(repository.resolve(".git/info/exclude"), ".env\n");
    Path agent = RealDaemon.image().resolve("bin/scripted-agent");
    daemon = RealDaemon.start(folder.resolve("home"), Map.of("ORCH_CLAUDE_BIN", agent.toString()));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  @Test
  void aDeleteIsDoneOrNotBegunAndTheWorkIsThere() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.printf("KilledDeleteIT: to kill at the same moments again: -Dseed=%d%n", seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    SortedMap<String, String> users = TestRepository.bytes(repository);
    for (int kill = 0; kill < KILLS; kill++) {
      Deleted deleted = killedAmidADelete(moment(random));
      assertThat(TestRepository.bytes(repository)).isEqualTo(users);
      if (kill % 2 == 0) {
        killedAmidARestore(deleted, moment(random));
      } else {
        killedAmidTheEmptying(deleted, moment(random));
      }
      assertThat(TestRepository.bytes(repository)).isEqualTo(users);
    }
  }

  private static Duration moment(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(LATEST_MS));
  }

  private void killedAmid(Asking request, Duration moment) throws Exception {
    Thread asking = Thread.ofVirtual().start(() -> lost(request));
    LockSupport.parkNanos(moment.toNanos());
    daemon.killAndRestart();
    asking.join();
  }

  private Deleted killedAmidADelete(Duration moment) throws Exception {
    JsonNode session = work();
    String id = session.path("id").asString();
    Path worktree = Path.of(session.path("worktree_path").asString());
    Files.writeString(worktree.resolve(".env"), "KEY=1");
    String status = status(worktree);

    killedAmid(() -> delete(id), moment);

    if (daemon.api().get("/sessions/" + id).ok().path("state").asString().equals("completed")) {
      assertThat(status(worktree)).isEqualTo(status);
      delete(id).ok();
    }
    assertThat(daemon.api().get("/sessions/" + id).ok().path("state").asString())
        .isEqualTo("deleted");
    assertThat(Files.exists(worktree, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(daemon.api().events(id, "cleanup.*")).hasSize(1);
    assertThat(daemon.stateFolder().resolve("runs").resolve(id)).doesNotExist();
    return new Deleted(id, worktree, status);
  }

  private void killedAmidARestore(Deleted deleted, Duration moment) throws Exception {
    String id = deleted.id();
    killedAmid(() -> restore(id), moment);

    if (isInTheTrash()) {
      restore(id).ok();
    }
    assertThat(isInTheTrash()).isFalse();
    assertThat(status(deleted.worktree())).isEqualTo(deleted.status());
    assertThat(deleted.worktree().resolve(".env")).hasContent("KEY=1");
    assertThat(deleted.worktree().resolve("new.txt")).hasContent("agent");
    assertThat(daemon.api().events(id, "trash.restored")).hasSize(1);
    nothingIsKept(id);
  }

  private void killedAmidTheEmptying(Deleted deleted, Duration moment) throws Exception {
    String id = deleted.id();
    killedAmid(() -> daemon.api().delete("/trash/" + id), moment);

    if (isInTheTrash()) {
      daemon.api().delete("/trash/" + id).ok();
    }
    assertThat(isInTheTrash()).isFalse();
    assertThat(Files.exists(deleted.worktree(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(daemon.api().events(id, "trash.expired")).hasSize(1);
    assertThat(TestRepository.git(repository, "branch", "--list", "*" + id)).isEmpty();
    nothingIsKept(id);
  }

  private void nothingIsKept(String id) throws Exception {
    assertThat(TestRepository.git(repository, "for-each-ref", "refs/orch")).isEmpty();
    assertThat(repository.resolve(".git/orch/trash")).isEmptyDirectory();
    assertThat(repository.resolve(".orchestrator/artifacts").resolve(id)).doesNotExist();
  }

  private boolean isInTheTrash() throws IOException, InterruptedException {
    return !daemon.api().get("/trash").ok().path("items").isEmpty();
  }

  private JsonNode work() throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of(
            "agent", "claude",
            "action", "implement",
            "project", "p",
            "prompt", "[[write new.txt agent]]");
    String id = daemon.api().post("/sessions", wanted).ok().path("id").asString();
    return daemon
        .api()
        .await("/sessions/" + id, node -> node.path("state").asString().equals("completed"));
  }

  private Api.Answer delete(String id) throws IOException, InterruptedException {
    return daemon.api().post("/sessions/" + id + "/delete", Map.of("delete_branch", true));
  }

  private Api.Answer restore(String id) throws IOException, InterruptedException {
    return daemon.api().post("/trash/" + id + "/restore", Map.of());
  }

  private static void lost(Asking request) {
    try {
      request.ask();
    } catch (IOException _) {
      // The daemon was killed before it answered.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String status(Path worktree) throws IOException, InterruptedException {
    return TestRepository.git(worktree, "status", "--porcelain=v2", "--branch", "-uall");
  }
}
