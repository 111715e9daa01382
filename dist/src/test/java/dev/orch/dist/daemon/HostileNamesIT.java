package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.cli.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files whose names are chosen to break what shows them, and texts that speak to a terminal. */
class HostileNamesIT {
  private static final String ESCAPES = "\u001b]0;owned\u0007 \u001b[2J \u009b31m \u202eevil";

  @TempDir private Path folder;
  private Path repository;
  private Person person;
  private RealDaemon daemon;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    repository = TestRepository.create(folder.resolve("my-app"));
    person = new Person(folder.resolve("home")).with("LANG", "C.UTF-8");
    daemon =
        RealDaemon.start(
            person.home(),
            Map.of("ORCH_CLAUDE_BIN", RealDaemon.image().resolve("bin/scripted-agent").toString()));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "my-app")).ok();
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    daemon.close();
  }

  /** Makes the files in the folder that it is run in. */
  private Path names() throws IOException {
    Path script = folder.resolve("names.sh");
    Files.writeString(
        script,
        """
        set -e
        echo 1 >"$(printf 'new\\nline.txt')"
        echo 2 >'quote"and'"'"'back\\slash.txt'
        echo 3 >"$(printf 'escape\\033]0;owned\\007.txt')"
        echo 4 >"$(printf 'latin\\377\\376.txt')"
        echo 5 >"$(printf '%255s' x | tr ' ' l)"
        echo 6 >"$(printf 'a/../b' | tr '/' ' ')"
        echo 7 >'-rf'
        echo 8 >' b/c.txt'
        echo 9 >"$(printf 'tab\\there.txt')"
        ln -s /etc/passwd outside
        ln -s ../../../../README.md up
        ln -s . itself
        mkdir -p 'nested one/.git'
        echo 'ref: refs/heads/main' >'nested one/.git/HEAD'
        echo inner >'nested one/inner.txt'
        """
            .replace("echo 8 >' b/c.txt'", "mkdir ' b'; echo 8 >' b/c.txt'"));
    return script;
  }

  private String session(String prompt) throws IOException, InterruptedException {
    Map<String, String> command =
        Map.of("agent", "claude", "action", "implement", "project", "my-app", "prompt", prompt);
    return daemon.api().post("/sessions", command).ok().path("id").asString();
  }

  private void completed(String id) throws IOException, InterruptedException {
    daemon
        .api()
        .await("/sessions/" + id, view -> view.path("state").asString().equals("completed"));
  }

  private void allowed(String id) throws IOException, InterruptedException {
    JsonNode open =
        daemon
            .api()
            .await(
                "/input-requests?status=open&session=" + id, page -> !page.path("items").isEmpty());
    String request = open.path("items").path(0).path("id").asString();
    daemon.api().post("/input-requests/" + request + "/answer", Map.of("decision", "allow")).ok();
  }

  @Test
  void everyNameIsInTheDiffWhichGitTakes() throws IOException, InterruptedException {
    String session = session("[[ask sh %s]][[say made]]".formatted(names()));
    allowed(session);
    completed(session);

    Path patch =
        Files.write(folder.resolve("patch"), daemon.api().bytes("/sessions/" + session + "/diff"));
    TestRepository.git(repository, "apply", patch.toString());

    for (String name : List.of("new\nline.txt", "quote\"and'back\\slash.txt", "-rf", " b/c.txt")) {
      assertThat(repository.resolve(name)).exists();
    }
    assertThat(Files.readSymbolicLink(repository.resolve("outside")))
        .isEqualTo(Path.of("/etc/passwd"));
    assertThat(Files.readString(patch, StandardCharsets.ISO_8859_1))
        .doesNotContain("root:", "nested one/.git");
    JsonNode artifacts = daemon.api().get("/artifacts?session=" + session).ok().path("items");
    assertThat(artifacts.isEmpty()).isFalse();
    for (JsonNode artifact : artifacts) {
      daemon.api().bytes("/artifacts/%s/content".formatted(artifact.path("id").asString()));
    }
    for (String below : List.of("/transcript", "/log", "/log-tail", "/turns")) {
      daemon.api().bytes("/sessions/" + session + below);
    }
    onTerminal("sessions show " + session, "logs " + session, "artifacts " + session);
  }

  @Test
  void noTextOfAnybodysReachesATerminalAsItIs() throws IOException, InterruptedException {
    Map<String, String> command =
        Map.of(
            "agent", "claude",
            "action", "implement",
            "project", "my-app",
            "prompt",
                "[[say "
                    + ESCAPES
                    + "]][[think "
                    + ESCAPES
                    + "]][[stderr "
                    + ESCAPES
                    + "]]"
                    + "[[write "
                    + "e\u001b]0;owned\u0007.txt"
                    + " text]][[ask echo "
                    + ESCAPES
                    + "]]");
    String session = daemon.api().post("/sessions", command).ok().path("id").asString();
    onTerminal("sessions list", "inbox");
    daemon
        .api()
        .await(
            "/input-requests?status=open&session=" + session,
            page -> !page.path("items").isEmpty());
    onTerminal("inbox", "status", "sessions show " + session);
    allowed(session);
    completed(session);

    onTerminal(
        "status",
        "sessions list",
        "sessions show " + session,
        "logs " + session,
        "artifacts " + session,
        "diff " + session,
        "events --session " + session);
  }

  /** Runs each line where a terminal is, and looks at every byte that it gets. */
  private void onTerminal(String... lines) {
    for (String line : lines) {
      String orch = RealDaemon.image().resolve("bin/orch") + " " + line;
      Person.Result said =
          person.shell("exec script -qec 'NO_COLOR=1 %s' /dev/null </dev/null".formatted(orch));
      assertThat(said.exit()).as(line + ": " + said.out()).isZero();
      assertThat(said.out()).as(line).doesNotContain("\u001b]", "\u0007", "\u001b[2J", "\u009b");
      assertThat(said.out()).as(line).doesNotContain("\u202e");
    }
  }
}
