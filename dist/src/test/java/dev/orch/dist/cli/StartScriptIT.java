package dev.orch.dist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.Waiting;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code start.sh}: up, healthy, there until Ctrl-C, and what that does. */
class StartScriptIT {
  private static final String LINK =
      "(?<place>http://127\\.0\\.0\\.1:\\d+)/login#code=(?<code>\\S+)";

  @TempDir private Path folder;
  private Person person;
  private Path script;

  @BeforeEach
  void aCheckoutThatIsBuilt() throws IOException {
    person =
        new Person(folder.resolve("home"))
            .with("PORT", "0")
            .with("ORCH_UI_PORT", "0")
            .with("SHELL", "/bin/sh")
            .with("ORCH_CLAUDE_BIN", RealDaemon.image().resolve("bin/scripted-agent").toString());
    script = Files.copy(Path.of("..", "start.sh"), folder.resolve("start.sh"));
    Files.createSymbolicLink(folder.resolve("orch"), RealDaemon.image().resolve("bin/orch"));
  }

  /** Puts something before the image's orch, which {@code start.sh} finds in its folder. */
  private void before(String lines) throws IOException {
    Path orch = folder.resolve("orch");
    Files.delete(orch);
    String image = RealDaemon.image().resolve("bin/orch").toString();
    Files.writeString(orch, "#!/bin/sh\n" + lines + "exec '" + image + "' \"$@\"\n");
    Files.setPosixFilePermissions(orch, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void nothingGoesOn() {
    person.orch("up"); // only a daemon knows of the agents that an ended one has left
    person.orch("down", "--all");
  }

  @Test
  void controlCStopsTheDaemon() throws InterruptedException {
    Person.Started start = person.start(script);
    Waiting.until(() -> start.result().out().contains("Ctrl-C"));
    assertThat(start.result().out()).containsPattern(LINK);
    assertThat(person.orch("health").exit()).isZero();

    person.shell("kill -INT " + start.process().pid());

    assertThat(start.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(start.result().exit()).as(start.result().err()).isZero();
    assertThat(start.result().out()).contains("has stopped");
    assertThat(person.orch("health").exit()).isEqualTo(3);
  }

  @Test
  void theLinkLetsInWhereItLeads() throws IOException, InterruptedException {
    Person.Started start = person.start(script);
    Waiting.until(() -> start.result().out().contains("Ctrl-C"));
    Matcher link = Pattern.compile(LINK).matcher(start.result().out());
    assertThat(link.find()).isTrue();
    String place = link.group("place");
    assertThat(person.orch("health").out()).doesNotContain(place);

    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> let =
          browser.send(
              HttpRequest.newBuilder(URI.create(place + "/api/v1/login"))
                  .header("Origin", place)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"code\":\"%s\"}".formatted(link.group("code"))))
                  .build(),
              BodyHandlers.ofString());

      assertThat(let.statusCode()).isEqualTo(200);
      assertThat(let.body()).contains("\"token\"");
    }
  }

  @Test
  void thePortOfThePagesIsServedTooWhereItIsFree() throws IOException, InterruptedException {
    String port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(taken.getLocalPort());
      person.with("ORCH_UI_PORT", port);
      assertThat(saidUntilItEnds())
          .contains("port %s cannot be listened on".formatted(port))
          .containsPattern(LINK)
          .doesNotContain("http://127.0.0.1:%s/".formatted(port));
    }
    assertThat(saidUntilItEnds())
        .contains("http://127.0.0.1:%s/login#code=".formatted(port))
        .doesNotContain("cannot be listened on");
  }

  private String saidUntilItEnds() throws InterruptedException {
    Person.Started start = person.start(script);
    Waiting.until(() -> start.result().out().contains("Ctrl-C"));
    person.shell("kill -INT " + start.process().pid());
    assertThat(start.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    return start.result().out() + start.result().err();
  }

  @Test
  void theSourcesOfThePagesAreServedBesideTheDaemonAndEndWithIt()
      throws IOException, InterruptedException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Files.createDirectories(folder.resolve("ui/node_modules"));
    Path npm = programs.resolve("npm");
    Files.writeString(
        npm,
        """
        #!/bin/sh
        echo "$* for $ORCH_URL in $(pwd)"
        : >../serves
        trap 'echo "npm has ended"; exit' TERM
        while :; do sleep 1 & wait $!; done
        """);
    Path node = programs.resolve("node");
    Files.writeString(node, "#!/bin/sh\ntest -e '" + folder.resolve("serves") + "'\n");
    for (Path program : List.of(npm, node)) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    before("[ \"$*\" != 'ui --print' ] || [ -e '" + folder.resolve("serves") + "' ] || exit 9\n");
    person.with("PATH", programs + ":" + System.getenv("PATH")).with("ORCH_UI_PORT", "5999");

    Person.Started start = person.start(script, "--dev");
    Waiting.until(() -> start.result().out().contains("run dev"));
    Waiting.until(() -> start.result().out().contains("Ctrl-C"));
    assertThat(start.result().out())
        .contains("http://127.0.0.1:5999/login#code=")
        .containsPattern("run dev -- --port 5999 for http://127\\.0\\.0\\.1:\\d+ in .*/ui\n");
    person.shell("kill -INT " + start.process().pid());

    assertThat(start.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(start.result().out()).contains("has stopped", "npm has ended");
    assertThat(person.run(script, "--what").exit()).isEqualTo(2);
  }

  @Test
  void controlCAmidTheStartLeavesNoDaemon() throws IOException, InterruptedException {
    before(
        """
        [ "$*" != up ] || [ -e starting ] || { : >starting; exec tail -f /dev/null; }
        """);
    Person.Started start = person.start(Path.of("/usr/bin/env"), "setsid", script.toString());
    Waiting.until(() -> Files.exists(person.home().resolve("starting")));

    person.shell("kill -INT -" + start.process().pid());

    assertThat(start.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(start.result().out()).contains("has stopped").doesNotContain("Ctrl-C");
    assertThat(person.orch("health").exit()).isEqualTo(3);
  }

  @Test
  void aSecondControlCStopsTheAgentsToo() throws IOException, InterruptedException {
    Person.Started start = person.start(script);
    Waiting.until(() -> start.result().out().contains("Ctrl-C"));
    Path repository = TestRepository.create(folder.resolve("my-app"));
    person.orch("projects", "add", repository.toString());
    person.orch("send", "claude", "implement", "my-app", "[[hang]]");
    person.orch("send", "claude", "implement", "my-app", "[[question Which?]]");
    Waiting.until(() -> person.orch("inbox").out().contains("Which?"));

    person.shell("kill -INT " + start.process().pid());
    Waiting.until(() -> start.result().out().contains("2 agents go on"));
    person.shell("kill -INT " + start.process().pid());

    assertThat(start.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(start.result().out()).contains("No agent is running");
    assertThat(person.orch("sessions").out()).contains("stopped");
  }

  @Test
  void aSecondControlCThatComesWhileTheDaemonIsToldToEndStopsThemToo()
      throws IOException, InterruptedException {
    before(
        """
        [ "$*" != "down --json" ] || { : >ending; exec tail -f /dev/null; }
        """);
    Person.Started start = person.start(Path.of("/usr/bin/env"), "setsid", script.toString());
    Waiting.until(() -> start.result().out().contains("Ctrl-C"));

    // a terminal sends it to all that runs in front, so also to what ends the daemon
    person.shell("kill -INT -" + start.process().pid());
    Waiting.until(() -> Files.exists(person.home().resolve("ending")));
    person.shell("kill -INT -" + start.process().pid());

    assertThat(start.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(start.result().exit()).as(start.result().err()).isZero();
    assertThat(start.result().err()).doesNotContain("[:");
    assertThat(start.result().out()).contains("No agent is running");
  }
}
