package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.dist.agents.LivingProcesses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The disk of a project fills amid the work: what cannot be done says why, loses nothing, and is
 * done once there is room.
 */
class FullDiskIT {
  private static final int BIG = 4 << 20;
  private static final int TOO_LITTLE = 1 << 20;
  private static final Pattern FULL =
      Pattern.compile("no space left|out of diskspace|MiB are free", Pattern.CASE_INSENSITIVE);

  @TempDir Path folder;
  private Path home;
  private Path repository;
  private SmallDisk disk;
  private RealDaemon daemon;

  @BeforeEach
  void aProjectOnASmallDisk() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    disk = new SmallDisk(folder.resolve("disk"), "40m");
    assumeThat(disk.canBeHad()).as("a user may mount a disk of memory here").isTrue();
    daemon =
        RealDaemon.start(
            home,
            Map.of(
                "ORCH_CLAUDE_BIN", RealDaemon.image().resolve("bin/scripted-agent").toString(),
                "ORCH_DISK_START_FREE", "0B",
                "ORCH_DISK_PAUSE_FREE", "0B"),
            disk.before());
    disk.seenBy(daemon.pid());
    repository = folder.resolve("disk/app");
    Files.createDirectory(disk.at(repository));
    Files.write(disk.at(repository.resolve("big.bin")), noise(1));
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "first");
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "p")).ok();
  }

  @AfterEach
  void end() throws IOException {
    if (daemon != null) {
      daemon.close();
      LivingProcesses.endAll(home);
    }
  }

  private static byte[] noise(long seed) {
    byte[] bytes = new byte[BIG];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    return gitIn(repository, arguments);
  }

  /** What git says without a word of its own on the disk: a status may write its index anew. */
  private String gitIn(Path where, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks"));
    command.addAll(Arrays.asList(arguments));
    return disk.in(where, command.toArray(String[]::new));
  }

  private String begin(String prompt) throws IOException, InterruptedException {
    Map<String, String> wanted =
        Map.of("agent", "claude", "action", "implement", "project", "p", "prompt", prompt);
    return daemon.api().post("/sessions", wanted).ok().path("id").asString();
  }

  private JsonNode await(String id, String state) throws IOException, InterruptedException {
    return daemon
        .api()
        .await("/sessions/" + id, session -> session.path("state").asString().equals(state));
  }

  private JsonNode session(String id) throws IOException, InterruptedException {
    return daemon.api().get("/sessions/" + id).ok();
  }

  private Api.Answer ask(String id, String what) throws IOException, InterruptedException {
    return daemon.api().post("/sessions/%s/%s".formatted(id, what), Map.of());
  }

  /** A session that has ended and left a file for which little room is too little. */
  private String worked() throws Exception {
    String id = begin("[[write a.txt a]]");
    Path worktree = Path.of(await(id, "completed").path("worktree_path").asString());
    Files.write(disk.at(worktree.resolve("work.bin")), noise(2));
    return id;
  }

  private Path worktree(String id) throws IOException, InterruptedException {
    return Path.of(session(id).path("worktree_path").asString());
  }

  private static void refused(Api.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(409);
    assertThat(answer.body().path("type").asString()).endsWith(":operation_failed");
    assertThat(answer.body().path("detail").asString()).containsPattern(FULL);
  }

  @Test
  void aWorktreeThatCannotBeMadeLeavesNothingAndIsMadeOnceThereIsRoom() throws Exception {
    disk.fill(TOO_LITTLE);
    String id = begin("[[write a.txt a]]");

    JsonNode failed = await(id, "failed");
    assertThat(failed.path("reason").asString()).isEqualTo("launch_failed");
    assertThat(daemon.api().events(id, "session.failed").getLast().toString())
        .containsPattern(FULL);
    assertThat(disk.at(Path.of(failed.path("worktree_path").asString()))).doesNotExist();
    assertThat(git("for-each-ref", "refs/heads/orch", "refs/orch")).isEmpty();
    assertThat(git("worktree", "list").lines()).hasSize(1);

    disk.makeRoom();
    ask(id, "resume").ok();
    await(id, "completed");
    assertThat(disk.at(worktree(id).resolve("a.txt"))).hasContent("a");
    assertThat(disk.at(worktree(id).resolve("big.bin"))).hasBinaryContent(noise(1));
  }

  @Test
  void aTurnWhoseFilesCannotBeKeptEndsAllTheSameAndSaysSo() throws Exception {
    String id = begin("[[write a.txt a]] [[ask true]] [[say done]]");
    await(id, "waiting_for_user");
    disk.fill(0);
    String request =
        daemon.api().get("/input-requests?session=" + id).ok().at("/items/0/id").asString();
    daemon
        .api()
        .post("/input-requests/%s/answer".formatted(request), Map.of("decision", "allow"))
        .ok();

    JsonNode done = await(id, "completed");
    assertThat(done.path("warnings").toString())
        .contains("artifacts_incomplete")
        .containsPattern(FULL);
    assertThat(done.path("last_line").asString()).isEqualTo("done");
    assertThat(disk.at(worktree(id).resolve("a.txt"))).hasContent("a");

    disk.makeRoom();
    daemon
        .api()
        .post("/sessions/%s/followup".formatted(id), Map.of("message", "[[say more]]"))
        .ok();
    daemon
        .api()
        .await(
            "/artifacts?session=%s&kind=diff".formatted(id), list -> !list.path("items").isEmpty());
    await(id, "completed");
    String diff =
        daemon
            .api()
            .get("/artifacts?session=%s&kind=diff".formatted(id))
            .ok()
            .at("/items/0/id")
            .asString();
    byte[] patch = daemon.api().bytes("/artifacts/%s/content".formatted(diff));
    assertThat(new String(patch, StandardCharsets.UTF_8)).contains("a.txt");
  }

  @Test
  void aWorktreeThatCannotBeKeptStaysAndIsReleasedOnceThereIsRoom() throws Exception {
    String id = worked();
    String before = gitIn(worktree(id), "status", "--porcelain=v2", "-uall");
    disk.fill(TOO_LITTLE);

    refused(ask(id, "release"));

    assertThat(session(id).path("state").asString()).isEqualTo("completed");
    assertThat(session(id).path("released_at").isNull()).isTrue();
    assertThat(gitIn(worktree(id), "status", "--porcelain=v2", "-uall")).isEqualTo(before);
    assertThat(disk.at(worktree(id).resolve("work.bin"))).hasBinaryContent(noise(2));
    disk.makeRoom();
    ask(id, "release").ok();
    assertThat(disk.at(worktree(id))).doesNotExist();
    comesBackAsItWas(id, before);
  }

  private void comesBackAsItWas(String id, String before) throws Exception {
    disk.fill(TOO_LITTLE);
    daemon.api().post("/sessions/%s/followup".formatted(id), Map.of("message", "[[say x]]")).ok();
    await(id, "failed");
    disk.makeRoom();
    ask(id, "resume").ok();
    await(id, "completed");
    assertThat(gitIn(worktree(id), "status", "--porcelain=v2", "-uall")).isEqualTo(before);
    assertThat(disk.at(worktree(id).resolve("work.bin"))).hasBinaryContent(noise(2));
  }

  @Test
  void aChangeThatDoesNotFitIntoTheCheckoutIsTakenBackAndAppliedOnceThereIsRoom() throws Exception {
    String id = worked();
    disk.fill(TOO_LITTLE);

    refused(ask(id, "apply"));

    assertThat(session(id).path("state").asString()).isEqualTo("completed");
    disk.makeRoom();
    daemon.api().delete("/sessions/%s/apply".formatted(id));
    assertThat(git("status", "--porcelain", "-uall")).isEmpty();
    ask(id, "apply").ok();
    assertThat(disk.at(repository.resolve("work.bin"))).hasBinaryContent(noise(2));
    assertThat(disk.at(repository.resolve("a.txt"))).hasContent("a");
  }

  @Test
  void whatIsInTheTrashStaysThereUntilThereIsRoomForIt() throws Exception {
    String id = worked();
    Path worktree = worktree(id);
    disk.fill(TOO_LITTLE);
    refused(ask(id, "delete"));
    assertThat(session(id).path("state").asString()).isEqualTo("deleted");
    assertThat(disk.at(worktree.resolve("work.bin"))).hasBinaryContent(noise(2));
    disk.makeRoom();
    ask(id, "delete").ok();
    String entry = daemon.api().get("/trash?session=" + id).ok().at("/items/0/id").asString();
    String restore = "/trash/%s/restore".formatted(entry);
    disk.fill(TOO_LITTLE);

    refused(daemon.api().post(restore, Map.of()));

    assertThat(daemon.api().get("/trash").ok().path("items")).hasSize(1);
    disk.makeRoom();
    daemon.api().post(restore, Map.of()).ok();
    assertThat(disk.at(worktree.resolve("work.bin"))).hasBinaryContent(noise(2));
    assertThat(disk.at(worktree.resolve("a.txt"))).hasContent("a");
    assertThat(daemon.api().get("/trash").ok().path("items")).isEmpty();
    assertThat(git("branch", "--list", "orch/*")).isNotEmpty();
  }
}
