package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.cli.Person;
import dev.orch.worktree.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A repository that runs a program wherever git lets it, with a daemon over it, and what an agent
 * plants there of its own.
 */
abstract class HostileSuite {
  @TempDir Path folder;
  Path repository;
  Payloads payloads;
  RealDaemon daemon;
  private Person person;

  @BeforeEach
  void everyPayloadIsPlanted() throws IOException, InterruptedException {
    payloads = Payloads.leaving(folder.resolve("canaries"));
    repository = TestRepository.create(folder.resolve("my-app"));
    Files.writeString(
        repository.resolve(".gitattributes"),
        "*.txt filter=evil diff=evil merge=evil\n*.run filter=longrunning\n*.mix merge=evil\n");
    Files.writeString(repository.resolve("a.txt"), "a\n");
    Files.writeString(repository.resolve("a.run"), "run\n");
    Files.writeString(repository.resolve("a.mix"), "one\ntwo\nthree\nfour\nfive\n");
    TestRepository.git(
        repository,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        TestRepository.create(folder.resolve("source")).toString(),
        "lib");
    TestRepository.git(repository, "add", ".");
    TestRepository.git(repository, "commit", "-q", "-m", "attributes");
    Path git = repository.resolve(".git");
    payloads.plantHooks(git.resolve("hooks"));
    payloads.plantHooks(folder.resolve("hooks"));
    payloads.configure(git.resolve("config"), "");
    Path included = folder.resolve("included");
    payloads.configure(included, "included-");
    append(
        git.resolve("config"),
        Payloads.setting("core.hooksPath", folder.resolve("hooks").toString())
            + Payloads.setting("includeIf.gitdir:" + folder + "/.path", included.toString())
            + Payloads.setting("submodule.x.update", "!" + payloads.program("submodule"))
            + Payloads.setting("url.ext::sh -c touch.insteadOf", "https://")
            + Payloads.setting("alias.status", "!" + payloads.program("alias-status"))
            + Payloads.setting("alias.diff", "!" + payloads.program("alias-diff"))
            + Payloads.setting("commit.gpgSign", "true")
            + Payloads.setting("log.showSignature", "true"));
    person = new Person(folder.resolve("home"));
    daemon =
        RealDaemon.start(
            person.home(),
            Map.of("ORCH_CLAUDE_BIN", RealDaemon.image().resolve("bin/scripted-agent").toString()));
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    daemon.close();
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What the agent does while it is at work, as a program of its own. */
  final Path plant() throws IOException {
    Path own = folder.resolve("own-config");
    payloads.configure(own, "agent-");
    append(
        own,
        Payloads.setting("filter.own.clean", payloads.program("own-clean"))
            + Payloads.setting("filter.own.smudge", payloads.program("own-smudge"))
            + Payloads.setting("core.worktree", payloads.canaries().toString()));
    Path script = folder.resolve("plant.sh");
    Files.writeString(
        script,
        """
        set -e
        admin=$(sed -n 's/^gitdir: //p' .git)
        printf '[extensions]\\n\\tworktreeConfig = true\\n' >>%1$s/.git/config
        cat %2$s >>"$admin/config.worktree"
        cat %2$s >>%1$s/.git/config.planted
        cp -R %1$s/.git/hooks "$admin/hooks"
        mkdir -p "$admin/modules"
        cp -R %3$s/.git "$admin/modules/lib"
        cat %2$s >>"$admin/modules/lib/config"
        cp -R %1$s/.git/hooks "$admin/modules/lib"
        printf 'gitdir: %%s/modules/lib\\n' "$admin" >lib/.git
        printf '* filter=own diff=evil\\n' >lib/.gitattributes
        printf 'changed\\n' >lib/README.md
        printf '* filter=own diff=evil merge=evil\\n' >.gitattributes
        printf 'changed\\n' >a.txt
        printf 'changed\\n' >a.run
        mkdir -p nested/.git/objects nested/.git/refs
        printf 'ref: refs/heads/main\\n' >nested/.git/HEAD
        cat %2$s >nested/.git/config
        printf '* filter=own\\n' >nested/.gitattributes
        printf 'inner\\n' >nested/inner.txt
        ln -sf %2$s linked
        printf 'new\\n' >new.txt
        sed 's/five/5/' a.mix >a.mix.new
        mv a.mix.new a.mix
        """
            .formatted(repository, own, folder.resolve("source")));
    return script;
  }

  final JsonNode awaitState(String id, String state) throws IOException, InterruptedException {
    return daemon
        .api()
        .await("/sessions/" + id, view -> view.path("state").asString().equals(state));
  }

  final void allowed(String id) throws IOException, InterruptedException {
    awaitState(id, "waiting_for_user");
    JsonNode open = daemon.api().get("/input-requests?status=open&session=" + id).ok();
    String request = open.path("items").path(0).path("id").asString();
    daemon.api().post("/input-requests/" + request + "/answer", Map.of("decision", "allow")).ok();
  }

  final String begin(String action, String prompt) throws IOException, InterruptedException {
    Map<String, String> command =
        Map.of("agent", "claude", "action", action, "project", "my-app", "prompt", prompt);
    return daemon.api().post("/sessions", command).ok().path("id").asString();
  }

  final JsonNode post(String id, String what, Map<String, ?> body)
      throws IOException, InterruptedException {
    return daemon.api().post("/sessions/%s/%s".formatted(id, what), body).ok();
  }

  /** Everything that can be read of a session, by the API and by the command line. */
  final void readAll(String id) throws IOException, InterruptedException {
    for (String below :
        List.of(
            "",
            "/diff",
            "/turns",
            "/transitions",
            "/transcript",
            "/log",
            "/log-tail",
            "/followups")) {
      daemon.api().bytes("/sessions/" + id + below);
    }
    JsonNode artifacts = daemon.api().get("/artifacts?session=" + id).ok().path("items");
    for (JsonNode artifact : artifacts) {
      daemon.api().bytes("/artifacts/%s/content".formatted(artifact.path("id").asString()));
    }
    for (String line :
        List.of(
            "sessions list",
            "sessions show " + id,
            "diff " + id,
            "status",
            "logs " + id,
            "artifacts " + id,
            "projects list")) {
      Person.Result said = person.in(repository).orch(line.split(" "));
      assertThat(said.exit()).as(line + ": " + said.err()).isZero();
    }
    assertThat(payloads.executed()).isEmpty();
  }
}
