package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is wrong is found, put right where a program may, and not found any more. */
class DoctorTest extends RealPlaneSuite {
  private static final String ORPHAN = "k3v9m2p7qd";

  @Test
  void nothingIsWrongWithASoundInstallation() throws IOException {
    plane.await(plane.send("implement", "[[say x]]"), "completed");
    assertThat(findings()).isEmpty();

    ApiClient.Reply treated = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(treated.status()).isEqualTo(200);
    assertThat(treated.json().path("fixed")).isEmpty();
    assertThat(treated.json().path("left")).isEmpty();
  }

  @Test
  void whatOthersMayReadIsClosed() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    Path token = plane.state().resolve("token");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(plane.run(id), PosixFilePermissions.fromString("rwxr-x---"));

    JsonNode found = findings();
    assertThat(found).hasSize(2);
    assertThat(found.path(0).path("id").asString()).isEqualTo("open_to_others:" + token);
    assertThat(found.path(1).path("what").asString()).contains(plane.run(id).toString());

    fixed(2);
    assertThat(Files.getPosixFilePermissions(token))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(plane.run(id)))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void onlyWhatIsNamedIsPutRight() throws IOException {
    Path token = plane.state().resolve("token");
    Path file = plane.state().resolve("daemon.json");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    JsonNode done =
        plane
            .client()
            .post(
                ApiPath.DOCTOR_FIX.with(),
                "{\"findings\":[\"open_to_others:%s\",\"no_such_thing\"]}".formatted(token),
                "Idempotency-Key: once")
            .json();
    assertThat(done.path("fixed")).hasSize(1);
    assertThat(done.path("left")).hasSize(1);
    assertThat(findings().path(0).path("where").asString()).isEqualTo(file.toString());
  }

  @Test
  void aWorktreeOfNobodyIsRemovedWithItsEntry() throws IOException {
    Path path = orphan();
    found("orphan_worktree", "orch doctor --fix");

    fixed(1);
    assertThat(path).doesNotExist();
    assertThat(git("worktree", "list")).doesNotContain(ORPHAN);
    assertThat(git("branch", "--list", "mine")).contains("mine");
  }

  @Test
  void anEntryThatADeletedSessionLeftIsToldAndRemoved() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    plane.client().delete(ApiPath.TRASH_ENTRY.with(entry));
    Path path = folder.resolve("app/.orchestrator/worktrees").resolve(id);
    git("worktree", "add", "-q", "-b", "mine", path.toString());
    Files.move(path, folder.resolve("moved away"));
    found("orphan_worktree", path.toString());

    fixed(1);
    assertThat(git("worktree", "list")).doesNotContain(id);
  }

  @Test
  void anEntryOfADeletedSessionStaysWhileItsFolderMayComeBack() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    Path path = folder.resolve("app/.orchestrator/worktrees").resolve(id);
    git("worktree", "add", "-q", "-b", "mine", path.toString());
    Files.move(path, folder.resolve("in the trash"));

    assertThat(findings()).isEmpty();

    Files.move(folder.resolve("in the trash"), path);
    git("worktree", "remove", path.toString());
    git("branch", "-D", "mine");
    plane.client().post(ApiPath.RESTORE.with(id), "{}");
    Files.move(path.getParent(), folder.resolve("unmounted"));

    assertThat(findings()).isEmpty();
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    Files.move(folder.resolve("unmounted"), path.getParent());
    assertThat(git("worktree", "list")).contains(id, "[orch/");
  }

  @Test
  void anEntryWhoseFolderIsGoneIsRemoved() throws IOException {
    Path path = orphan();
    Files.move(path, folder.resolve("moved away"));
    found("orphan_worktree", path.toString());

    fixed(1);
    assertThat(git("worktree", "list")).doesNotContain(ORPHAN);
  }

  @Test
  void aWorktreeOfNobodyThatHoldsWorkIsToldAndStays() throws IOException {
    Path path = orphan();
    Files.writeString(path.resolve("work.txt"), "days of it");

    JsonNode left = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().path("left");

    assertThat(left.path(0).path("what").asString()).contains("not put right", "not committed");
    assertThat(path.resolve("work.txt")).exists();
  }

  @Test
  void commitsThatNoBranchHasKeepTheEntryOfAWorktreeThatWasMovedAway() throws IOException {
    Path path = orphan();
    GitRepository worktree = app(path);
    worktree.git("checkout", "-q", "--detach");
    worktree.write("work.txt", "days of it").commit("days of it");
    String commit = worktree.commitOf("HEAD");
    Files.move(path, folder.resolve("moved away"));

    JsonNode left = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().path("left");

    assertThat(left.path(0).path("what").asString()).contains("not put right", "commits that are");
    git("reflog", "expire", "--expire=now", "--all");
    git("gc", "-q", "--prune=now");
    assertThat(git("cat-file", "-t", commit)).startsWith("commit");
  }

  @Test
  void commitsThatAreNowhereElseKeepAWorktreeOfNobody() throws IOException {
    Path path = orphan();
    Files.writeString(path.resolve("work.txt"), "days of it");
    app(path).commit("days of it");

    JsonNode left = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().path("left");

    assertThat(left.path(0).path("what").asString()).contains("commits that are nowhere");
    assertThat(path).exists();
  }

  @Test
  void worktreesOfAnotherInstallationAreNobodysBusiness() throws IOException {
    orphan();
    Files.writeString(folder.resolve("app/.orchestrator/owner"), "another\n/elsewhere\n");

    assertThat(findings()).isEmpty();
  }

  @Test
  void theLineThatKeepsOurFolderOutOfGitComesBack() throws IOException {
    plane.await(plane.send("implement", "[[say x]]"), "completed");
    Path exclude = folder.resolve("app/.git/info/exclude");
    String before = Files.readString(exclude);
    Files.writeString(exclude, "# nothing\n");
    found("exclude_line_missing", "/.orchestrator/");

    fixed(1);
    assertThat(before).contains("/.orchestrator/");
    assertThat(Files.readString(exclude)).isEqualTo("# nothing\n/.orchestrator/\n");
  }

  @Test
  void aMirrorThatRemovesOrPublishesWhatIsKeptIsTold() throws IOException {
    git("config", "remote.up.fetch", "+refs/*:refs/*");
    found("mirror_fetched", "^refs/orch/*");
    git("config", "--add", "remote.up.fetch", "^refs/orch/*");
    git("config", "--add", "remote.up.fetch", "^refs/heads/orch/*");
    assertThat(findings()).isEmpty();

    git("config", "--unset-all", "remote.up.fetch");
    git("config", "remote.up.mirror", "true");
    found("mirror_pushed", "mirror' false");
    git("config", "remote.up.mirror", "false");
    assertThat(findings()).isEmpty();
  }

  @Test
  void anAgentWhoseSupervisorWasKilledIsToldUntilItIsStopped() throws Exception {
    String id = plane.send("implement", "[[hang]]");
    plane.awaitAgent(id);
    String[] claim = Files.readString(plane.run(id).resolve("pid")).strip().split(" ", -1);
    ProcessHandle supervisor = ProcessHandle.of(Long.parseLong(claim[2])).orElseThrow();
    supervisor.destroyForcibly();
    supervisor.onExit().get(30, TimeUnit.SECONDS);

    found("supervisor_gone", "orch stop " + id);
    JsonNode left = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().path("left");
    assertThat(left).hasSize(1);

    plane.client().post(ApiPath.STOP.with(id), "{}");
    plane.await(id, session -> session.path("state").asString().matches("stopped|failed"));
    assertThat(findings()).isEmpty();
  }

  /** As a kill right after the commit leaves it. */
  @Test
  void outputOfASessionThatIsForgottenIsRemoved() throws Exception {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    Path output = plane.state().resolve("runs").resolve(id);
    Files.move(output, folder.resolve("aside"));
    assertThat(plane.client().delete("/api/v1/projects/app").status()).isEqualTo(204);
    Files.move(folder.resolve("aside"), output);
    ProcessBuilder still = new ProcessBuilder("sleep", "1000");
    still.environment().put("ORCH_RUN", id + "/1");
    Process process = still.start();
    try {
      assertThat(findings()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
    Path strange =
        Files.createDirectory(
            output.resolve("notes"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    assertThat(findings()).isEmpty();
    Files.delete(strange);
    found("forgotten_output", output.toString());

    fixed(1);
    assertThat(output).doesNotExist();
    assertThat(output.getParent()).isDirectory();
  }

  /** As it is once an older database was put back. */
  @Test
  void outputOfASessionThatWasNeverKnownIsToldAndStays() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    Path unknown = plane.state().resolve("runs").resolve(ORPHAN);
    Files.move(plane.state().resolve("runs").resolve(id), unknown);
    found("forgotten_output", "rm -r '" + unknown + "'");

    JsonNode done = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json();

    assertThat(done.path("fixed")).isEmpty();
    assertThat(unknown).isDirectory();
    FileTree.delete(unknown);
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatNobodyKnowsIsToldUntilItIsGone() throws IOException {
    plane.put("ORCH_STOP_GRACED", "2s");
    plane.restart(() -> {});
    found("setting_unknown", "put it right where it stands");

    assertThat(findings().path(0).path("what").asString()).contains("ORCH_STOP_GRACE");
    assertThat(findings().path(0).path("id").asString())
        .isEqualTo("setting_unknown:ORCH_STOP_GRACED");

    plane.unset("ORCH_STOP_GRACED");
    plane.restart(() -> {});
    assertThat(findings()).isEmpty();
  }

  @Test
  void whereOtherMachinesAreLetInNothingIsWrong() throws IOException {
    plane.put("HOST", "0.0.0.0");
    plane.put("ORCH_ALLOW_REMOTE", "1");
    plane.restart(() -> {});

    assertThat(findings()).isEmpty();
    assertThat(plane.client().get(ApiPath.CONFIG.template()).json().path("warnings")).hasSize(1);
  }

  @Test
  void anAgentThatIsMissingOrBrokenIsTold() throws IOException {
    plane.uninstallAgent();
    found("no_agent", "claude");
    plane.installAgent();
    assertThat(findings()).isEmpty();

    plane.breakAgent();
    found("agent_broken", "Run it yourself");
    plane.installAgent();
    assertThat(findings()).isEmpty();
  }

  @Test
  void aDatabaseThatIsNotInItsPlaceIsTold() throws IOException {
    Path file = plane.state().resolve("orchestrator.db");
    Path aside = folder.resolve("aside.db");
    Files.move(file, aside);
    found("database_unavailable", "back where it was");

    Files.move(aside, file);
    assertThat(findings()).isEmpty();
  }

  private Path orphan() throws IOException {
    Path path = folder.resolve("app/.orchestrator/worktrees").resolve(ORPHAN);
    plane.await(plane.send("implement", "[[say x]]"), "completed");
    git("worktree", "add", "-b", "mine", path.toString());
    return path;
  }

  private String git(String... arguments) {
    return app(folder.resolve("app")).git(arguments);
  }

  private GitRepository app(Path checkout) {
    return GitRepository.init(folder.resolve("scratch repository"), home()).in(checkout);
  }

  private Path home() {
    return folder.resolve("home");
  }

  private JsonNode findings() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
  }

  private void found(String code, String hint) throws IOException {
    JsonNode findings = findings();
    assertThat(findings).as(findings.toString()).hasSize(1);
    assertThat(findings.path(0).path("code").asString()).isEqualTo(code);
    assertThat(findings.path(0).toString()).contains(hint);
  }

  private void fixed(int count) throws IOException {
    JsonNode done = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json();
    assertThat(done.path("fixed")).as(done.toString()).hasSize(count);
    assertThat(done.path("left")).isEmpty();
    assertThat(findings()).isEmpty();
  }
}
