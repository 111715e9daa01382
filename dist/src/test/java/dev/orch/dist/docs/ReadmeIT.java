package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.cli.Person;
import dev.orch.dist.daemon.Api;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the README's table, typed as they stand there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeIT {
  private static final String OUR_PORT = "http://127.0.0.1:8000";
  private static final String SESSION = "<session_id>";
  private static final int TERMINATED = 143;

  private final Path folder;
  private final BuiltCheckout checkout;
  private final RealDaemon daemon;

  ReadmeIT(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    checkout = BuiltCheckout.in(folder.resolve("main"));
    daemon = RealDaemon.start(checkout.person().home(), BuiltCheckout.agent());
    Path repository = TestRepository.create(checkout.person().home().resolve("projects/my-app"));
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "my-app")).ok();
  }

  @AfterAll
  void nothingRunsAnyMore() throws IOException, InterruptedException {
    daemon.api().await("/sessions?state=running", page -> page.path("items").isEmpty());
    daemon.close();
  }

  static Stream<String> built() {
    return ReadmeTable.commands(ReadmeTable.State.BUILT).stream();
  }

  static Stream<String> planned() {
    return ReadmeTable.commands(ReadmeTable.State.PLANNED).stream();
  }

  @Test
  void everyRowIsBuiltOrPlanned() {
    assertThat(ReadmeTable.rows()).allMatch(row -> row.cell(2).matches("built|planned"));
  }

  @Test
  void everyCommandOfTheOriginalHasOneRow() {
    assertThat(ReadmeTable.originals()).containsExactlyInAnyOrderElementsOf(Original.commands());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("built")
  void whatIsBuiltWorks(String command) throws IOException, InterruptedException {
    if (command.startsWith("curl ")) {
      assertThat(status(command.split(" ", 2)[1])).isEqualTo(200);
    } else if (command.equals("./mvnw verify")) {
      // This very test is a part of it.
      assertThat(checkout.type(Checkout.ROOT.resolve("mvnw") + " -q --version").exit()).isZero();
    } else if (command.equals("./orch daemon")) {
      assertThat(terminated(command)).isEqualTo(TERMINATED);
    } else if (command.equals("./start.sh")) {
      assertThat(terminated(command)).isZero();
    } else if (command.startsWith("./orch projects add")) {
      assertThatItRegisters(command);
    } else {
      Person.Result ended = checkout.type(complete(command));
      assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("planned")
  void whatIsPlannedIsRefused(String command) throws IOException, InterruptedException {
    Person.Result ended = checkout.type(complete(command));

    assertThat(ended.exit()).as(ended.out() + ended.err()).isIn(1, 2);
  }

  private int status(String url) throws IOException, InterruptedException {
    String here = url.replace(OUR_PORT, daemon.api().url());
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(here)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** With a session that the command is meant for in the place of the one that it leaves open. */
  private String complete(String command) throws IOException, InterruptedException {
    if (!command.contains(SESSION)) {
      return command;
    }
    String id =
        switch (command.split(" ", 3)[1]) {
          case "stop" -> session("[[hang]]", "running");
          case "resume" -> stoppedSession();
          default -> session("[[say done]]", "completed");
        };
    return command.replace(SESSION, id);
  }

  private String session(String prompt, String state) throws IOException, InterruptedException {
    Api api = daemon.api();
    Map<String, String> wanted =
        Map.of("agent", "claude", "action", "implement", "project", "my-app", "prompt", prompt);
    String id = api.post("/sessions", wanted).ok().path("id").asString();
    api.await("/sessions/" + id, session -> session.path("state").asString().equals(state));
    return id;
  }

  private String stoppedSession() throws IOException, InterruptedException {
    String id = session("[[hang]]", "running");
    daemon.api().post("/sessions/" + id + "/stop", Map.of()).ok();
    daemon
        .api()
        .await("/sessions/" + id, session -> session.path("state").asString().equals("stopped"));
    return id;
  }

  /** In a home of its own, where nothing is registered; the command starts the daemon itself. */
  private void assertThatItRegisters(String command) throws IOException, InterruptedException {
    BuiltCheckout own = BuiltCheckout.in(Files.createTempDirectory(folder, "own-"));
    TestRepository.create(own.person().home().resolve("projects/my-app"));
    try {
      Person.Result ended = own.type(command);
      assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    } finally {
      assertThat(own.type("./orch down").exit()).isZero();
    }
  }

  /**
   * What a command that stays ends with when it is told to as soon as its daemon listens. By
   * SIGTERM: whoever runs the tests in the background may have SIGINT ignored, and that is
   * inherited.
   */
  private int terminated(String command) throws IOException, InterruptedException {
    BuiltCheckout own = BuiltCheckout.in(Files.createTempDirectory(folder, "own-"));
    Person.Started started = own.begin(command);
    Process process = started.process();
    try {
      awaitDaemon(own, started);
      assertThat(own.type("kill -TERM " + process.pid()).exit()).isZero();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(started.result().out()).isTrue();
      assertThat(own.daemonFacts()).isEmpty();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
      own.type("./orch down");
    }
  }

  private static void awaitDaemon(BuiltCheckout own, Person.Started started) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (own.daemonFacts().isEmpty() || !isSettled(own, started)) {
      if (System.nanoTime() > deadline || !started.process().isAlive()) {
        throw new AssertionError("no daemon: " + started.result());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** The daemon itself listens; who only watches one has said so. */
  private static boolean isSettled(BuiltCheckout own, Person.Started started) throws IOException {
    return own.daemonFacts().contains("\"pid\":" + started.process().pid())
        || started.result().out().contains("Ctrl-C");
  }
}
