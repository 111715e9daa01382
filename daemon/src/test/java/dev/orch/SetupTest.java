package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is done in a new worktree before an agent starts there. */
class SetupTest extends RealPlaneSuite {
  private GitRepository user;

  @BeforeEach
  void know() {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
  }

  private void set(String key, String... values) throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    JsonNode value = json.stringNode(values[0]);
    if (key.equals("include")) {
      var list = json.arrayNode();
      for (String one : values) {
        list.add(one);
      }
      value = list;
    }
    var settings = json.objectNode();
    settings.set(key, value);
    var body = json.objectNode();
    body.set("settings", settings);
    var set = plane.client().put("/api/v1/projects/app", body.toString());
    assertThat(set.status()).as("%s", set.json()).isEqualTo(200);
  }

  private static Path worktree(JsonNode session) {
    return Path.of(session.path("worktree_path").asString());
  }

  private JsonNode setUps(String id) throws IOException {
    return plane
        .client()
        .get("/api/v1/events?type=worktree.setup_finished&session=" + id)
        .json()
        .path("items");
  }

  @Test
  void ignoredFilesThatAreNamedAreCopiedAndNothingElse() throws IOException {
    user.write(".gitignore", ".env\n*.local\nsecret/\n*.log\n").commit("ignores");
    user.write(".worktreeinclude", "# ours\nsecret/\n").commit("list");
    user.write(".env", "A=1\n").write("config/x.local", "x").write("secret/deep/key", "k");
    user.write("notes.txt", "not ignored").write("other.log", "not named");
    Files.setPosixFilePermissions(
        user.folder().resolve(".env"), PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(user.folder().resolve("out.local"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(user.folder().resolve("in.local"), Path.of("config/x.local"));
    set("include", ".env", "*.local", "notes.txt", "README.md", "*.log", "!other.log");

    JsonNode session = plane.await(plane.send("implement", "[[say x]]"), "completed");

    Path worktree = worktree(session);
    assertThat(worktree.resolve(".env")).hasContent("A=1");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(worktree.resolve(".env"))))
        .isEqualTo("rw-------");
    assertThat(worktree.resolve("config/x.local")).hasContent("x");
    assertThat(worktree.resolve("secret/deep/key")).hasContent("k");
    assertThat(Files.readSymbolicLink(worktree.resolve("in.local")))
        .isEqualTo(Path.of("config/x.local"));
    assertThat(worktree.resolve("out.local")).doesNotExist();
    assertThat(worktree.resolve("notes.txt")).doesNotExist();
    assertThat(worktree.resolve("other.log")).doesNotExist();
    assertThat(worktree.resolve(".orchestrator")).doesNotExist();
    assertThat(user.in(worktree).git("status", "--porcelain")).isEmpty();
    assertThat(session.at("/warnings/0/code").asString()).isEqualTo("include_incomplete");
    assertThat(session.at("/warnings/0/text").asString()).contains("out.local");
  }

  @Test
  void aLongNameIsCopiedAndOneThatIsNotUtf8IsNamedAsLeftOut() throws Exception {
    String longest = "x".repeat(249) + ".local";
    user.write(".gitignore", "*.local\n").commit("ignores").write(longest, "long");
    Process shell =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'caf\\351.local')\"")
            .directory(user.folder().toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    set("include", "*.local");

    JsonNode session = plane.await(plane.send("implement", "[[say x]]"), "completed");

    assertThat(worktree(session).resolve(longest)).hasContent("long");
    assertThat(session.at("/warnings/0/code").asString()).isEqualTo("include_incomplete");
    assertThat(session.at("/warnings/0/text").asString()).contains("caf\uFFFD.local", "not UTF-8");
  }

  @Test
  void whatABranchDoesNotIgnoreIsNotCopiedIntoIt() throws IOException {
    user.write(".env", "A=1\n").write(".gitignore", ".env\n");
    set("include", ".env");

    JsonNode session = plane.await(plane.send("implement", "[[say x]]"), "completed");

    assertThat(worktree(session).resolve(".env")).doesNotExist();
    assertThat(session.at("/warnings/0/text").asString()).contains(".env", "not ignored");
  }

  @Test
  void aScriptRunsOnceInANewWorktreeWithWhatAgentsGet() throws IOException {
    set("setup", "echo \"$ORCH_SESSION_ID $ORCH_PROJECT $ORCH_SETUP_ATTEMPT\" >made\necho hello");

    String id = plane.send("implement", "[[say x]]");
    JsonNode session = plane.await(id, "completed");
    plane.client().post("/api/v1/sessions/" + id + "/followup", "{\"message\":\"[[say more]]\"}");
    plane.await(id, one -> one.path("turn_count").asInt() == 2);
    plane.await(id, "completed");

    assertThat(worktree(session).resolve("made")).hasContent(id + " app 1");
    JsonNode event = setUps(id).path(0);
    assertThat(setUps(id).size()).isEqualTo(1);
    assertThat(event.at("/payload/outcome").asString()).isEqualTo("succeeded");
    assertThat(event.at("/payload/output").asString()).isEqualTo("hello");
    assertThat(Path.of(event.at("/payload/log").asString())).hasContent("hello");
    Path log = Path.of(session.path("log_path").asString());
    InTime.await(() -> holds(log, "hello"));
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aScriptThatFailsEndsTheTurnKeepsTheWorktreeAndRunsAgainOnResume() throws IOException {
    set("setup", "echo \"attempt $ORCH_SETUP_ATTEMPT\"\ntest -e ready\necho never");

    String id = plane.send("implement", "[[say x]]");
    JsonNode session = plane.await(id, "failed/setup_failed");

    JsonNode turns = plane.client().get("/api/v1/sessions/" + id + "/turns").json();
    assertThat(turns.at("/items/0/outcome/reason").asString()).isEqualTo("setup_failed");
    assertThat(turns.toString()).contains("attempt 1").doesNotContain("never");
    assertThat(worktree(session).resolve("README.md")).exists();
    user.git("rev-parse", "--verify", "refs/heads/" + session.path("branch").asString());
    Files.createFile(worktree(session).resolve("ready"));
    plane.client().post("/api/v1/sessions/" + id + "/resume", "{}");
    plane.await(id, "completed");
    assertThat(setUps(id).path(1).at("/payload/attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aStopEndsTheScriptWithAllThatItStarted() throws IOException {
    LeftAlone left = new LeftAlone(folder);
    set("setup", left.started() + "\nsleep 1000");
    String id = plane.send("implement", "[[say x]]");
    left.awaitStart();

    plane.client().post("/api/v1/sessions/" + id + "/stop", "{}");
    plane.await(id, "stopped/user");

    left.assertEnded();
    assertThat(setUps(id).path(0).at("/payload/outcome").asString()).isEqualTo("stopped");
  }

  @Test
  void aScriptThatTakesTooLongIsEndedWithAllThatItStarted() throws IOException {
    LeftAlone left = new LeftAlone(folder);
    plane.put("ORCH_SETUP_TIMEOUT", "20s");
    plane.restart(() -> {});
    set("setup", left.started() + "\nsleep 1000");

    String id = plane.send("implement", "[[say x]]");

    plane.await(id, "failed/setup_failed");
    left.assertEnded();
    assertThat(setUps(id).path(0).at("/payload/outcome").asString()).isEqualTo("timed_out");
  }

  @Test
  void aDaemonThatEndsAmidItIsFollowedByOneThatRunsItAgain() throws IOException {
    Path begun = folder.resolve("begun");
    set(
        "setup",
        "echo $ORCH_SETUP_ATTEMPT >>%s\n[ $ORCH_SETUP_ATTEMPT = 2 ] || sleep 1000"
            .formatted(begun));
    String id = plane.send("implement", "[[say x]]");
    InTime.await(() -> holds(begun, "1\n"));

    plane.restart(() -> {});

    plane.await(id, "completed");
    assertThat(Files.readString(begun)).isEqualTo("1\n2\n");
  }

  @Test
  void aWorktreeThatIsMadeAgainIsMadeReadyAgain() throws IOException {
    user.write(".gitignore", ".env\nmade\n").commit("ignores").write(".env", "A=1\n");
    set("include", ".env");
    set("setup", "touch made");
    String id = plane.send("implement", "[[say x]]");
    Path worktree = worktree(plane.await(id, "completed"));
    user.git("worktree", "remove", "--force", "--force", worktree.toString());

    plane.client().post("/api/v1/sessions/" + id + "/followup", "{\"message\":\"[[say more]]\"}");
    plane.await(id, one -> one.path("turn_count").asInt() == 2);
    plane.await(id, "completed");

    assertThat(worktree.resolve("made")).exists();
    assertThat(worktree.resolve(".env")).hasContent("A=1");
    assertThat(setUps(id).size()).isEqualTo(2);
  }
}
