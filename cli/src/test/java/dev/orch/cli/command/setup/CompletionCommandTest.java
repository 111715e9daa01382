package dev.orch.cli.command.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A real bash that completes a line, with an orch that answers as ours does. */
class CompletionCommandTest extends StubbedSuite {
  @Test
  void valuesAreThoseOfTheRunningDaemon() {
    daemon.answer(
        "GET /api/v1/projects",
        200,
        Canned.page(Canned.project("my-app", "/a"), Canned.project("billing", "/b")));
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("running", "")));

    assertThat(user.run("completion", "--values", "projects").lines())
        .containsExactly("my-app", "billing");
    assertThat(user.run("completion", "--values", "sessions").lines())
        .containsExactly(Canned.SESSION);
    assertThat(daemon.requests("GET /api/v1/sessions").getFirst().query()).contains("limit=500");
  }

  @Test
  void onlyWhatCanBeStoppedIsOfferedToStop() {
    String finished = Canned.session("8w2hx5n1ra", "completed", "", "x").replace(",\"stop\"", "");
    daemon.answer(
        "GET /api/v1/sessions", 200, Canned.page(finished, Canned.session("running", "working")));

    assertThat(user.run("completion", "bash").out()).contains("--values stoppable");
    assertThat(user.run("completion", "--values", "stoppable").lines())
        .containsExactly(Canned.SESSION);
  }

  @Test
  void whatCanBeHadBackIsOffered() {
    daemon.answer(
        "GET /api/v1/trash",
        200,
        Canned.page(
            """
            {"id":"t1t1t1t1t1","session_id":"k3v9m2p7qd","project_id":"p1p1p1p1p1","kind":"worktree",
             "size_bytes":1,"branch":"orch/claude/my-app/k3v9m2p7qd",
             "created_at":"2026-01-01T10:00:00Z","expires_at":"2026-01-31T10:00:00Z",
             "operation":null}\
            """));

    assertThat(user.run("completion", "fish").out())
        .contains(
            "'__orch_at \\'restore\\' 0' -a '(orch completion --described --values trashed",
            "'__orch_at \\'trash\\' 0' -a '(orch completion --described --values trashed");
    assertThat(user.run("completion", "bash").out()).contains("--values trashed");
    assertThat(user.run("completion", "--values", "trashed").lines()).containsExactly("t1t1t1t1t1");
    assertThat(user.run("completion", "--described", "--values", "trashed").lines())
        .containsExactly("t1t1t1t1t1\torch/claude/my-app/k3v9m2p7qd");
  }

  @Test
  void withoutADaemonNothingIsCompletedAndNothingSaid() {
    Typed nobody = new Typed(home.resolve("other")).with("PORT", "1");

    Typed.Result result = nobody.run("completion", "--values", "projects");

    assertThat(result.exit()).isZero();
    assertThat(result.out() + result.err()).isEmpty();
  }

  @Test
  void aShellCompletesThem() throws IOException, InterruptedException {
    Path orch = Files.writeString(home.resolve("orch"), "#!/bin/sh\necho my-app my-site other\n");
    Files.setPosixFilePermissions(orch, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(home.resolve("script"), user.run("completion", "bash").out());

    assertThat(completed("orch", "send", "claude", "implement", "my-"))
        .containsExactly("my-app", "my-site");
    assertThat(completed("orch", "sessions", "list", "--project", "oth")).containsExactly("other");
    assertThat(completed("orch", "send", "claude", "imp")).containsExactly("implement");
    assertThat(completed("orch", "sessions", "list", "--state", "needs"))
        .containsExactly("needs-you");
  }

  @Test
  void bashListsIdsWithTheirTitlesAndPutsInAnIdAlone() throws IOException, InterruptedException {
    daemon.answer(
        "GET /api/v1/sessions",
        200,
        Canned.page(
            Canned.session("k3v9m2p7qd", "running", "working", "$(touch hit) `touch hit` * retry"),
            Canned.session("k3w2hx5n1ra", "running", "working", "move it")));
    String titled = user.run("completion", "--values", "stoppable", "--titled").out();
    Files.writeString(home.resolve("titled"), titled);
    Path orch =
        Files.writeString(
            home.resolve("orch"),
            """
            #!/bin/sh
            case "$*" in *--titled*) cat titled;; *) cut -c1-10 titled;; esac
            """);
    Files.setPosixFilePermissions(orch, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(home.resolve("script"), user.run("completion", "bash").out());

    assertThat(listed("orch", "stop", "k3"))
        .satisfiesExactly(
            one -> assertThat(one).matches("k3v9m2p7qd\\W+touch\\W+hit.*retry"),
            other -> assertThat(other).matches("k3w2hx5n1ra\\W+move\\W+it"));
    assertThat(listed("orch", "stop", "k3v")).containsExactly("k3v9m2p7qd");
    assertThat(completed("orch", "stop", "k3v")).containsExactly("k3v9m2p7qd");
    assertThat(home.resolve("hit")).doesNotExist();
  }

  @Test
  void theScriptsAreOnesThatTheirShellsCanRead() throws IOException, InterruptedException {
    for (String shell : List.of("bash", "zsh", "fish")) {
      Path script = home.resolve("script." + shell);
      Files.writeString(script, user.run("completion", shell).out());
      assertThat(script).as(shell).content().contains("orch", "--values sessions");
      if (isInstalled(shell)) {
        Process read = new ProcessBuilder(shell, "-n", script.toString()).inheritIO().start();
        assertThat(read.waitFor()).as(shell).isZero();
      }
    }
  }

  @Test
  void fishIsToldWhatEachWordIs() {
    daemon.answer("GET /api/v1/sessions", 200, Canned.page(Canned.session("running", "")));

    assertThat(user.run("completion", "fish").out())
        .contains("complete -c orch -n '__orch_at \\'\\' 0' -a send -d 'Give an agent")
        .contains("-n '__orch_at \\'sessions list\\'' -l state -x -a 'working")
        .contains("-n '__orch_at \\'stop\\' 0' -a '(orch completion --described --values");
    assertThat(user.run("completion", "--described", "--values", "sessions").lines().getFirst())
        .startsWith(Canned.SESSION + "\t");
  }

  private static boolean isInstalled(String shell) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
  }

  private String[] completed(String... words) throws IOException, InterruptedException {
    return offered(9, words);
  }

  /** As after the key was pressed twice. */
  private String[] listed(String... words) throws IOException, InterruptedException {
    return offered(63, words);
  }

  private String[] offered(int type, String... words) throws IOException, InterruptedException {
    String line =
        "LC_ALL=C.UTF-8; PATH=%s:$PATH; source script; COMP_TYPE=%d; COMP_WORDS=(%s); COMP_CWORD=%d; _orch; "
                .formatted(home, type, String.join(" ", words), words.length - 1)
            + "printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder("bash", "-c", line)
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return out.lines().map(String::strip).toArray(String[]::new);
  }
}
