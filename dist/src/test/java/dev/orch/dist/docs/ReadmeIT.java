package dev.orch.dist.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.cli.Person;
import dev.orch.dist.daemon.RealDaemon;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
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
  private static final int TERMINATED = 143;

  private final Path folder;
  private final BuiltCheckout checkout;
  private final RealDaemon daemon;
  private final TypedRows rows;

  ReadmeIT(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    checkout = BuiltCheckout.in(folder.resolve("main"));
    daemon = RealDaemon.start(checkout.person().home(), BuiltCheckout.agent());
    Path repository = TestRepository.create(checkout.person().home().resolve("projects/my-app"));
    for (String scope : new String[] {"src/auth", "src/payments"}) {
      Files.writeString(
          Files.createDirectories(repository.resolve(scope)).resolve("a.txt"), "text\n");
    }
    TestRepository.git(repository, "add", ".");
    TestRepository.git(repository, "commit", "-q", "-m", "scopes");
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "my-app")).ok();
    rows = new TypedRows(checkout, daemon, repository);
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
    switch (command) {
      case "./orch daemon" ->
          assertThat(terminated(command, TERMINATED))
              .contains("listening on http://127.0.0.1:", "stopping");
      case "./start.sh" ->
          assertThat(terminated(command, 0))
              .contains("The daemon is running: http://127.0.0.1:", "/login#code=", "Ctrl-C");
      case "./orch projects add ~/projects/my-app",
          "./orch projects add ~/projects/my-app --name \"My App\" --default-branch main" ->
          TypedRows.registers(command, folder);
      default -> rows.type(command);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("planned")
  void whatIsPlannedIsRefused(String command) throws IOException, InterruptedException {
    rows.refused(command);
  }

  /**
   * What a command that stays has said when it has ended so, as it was told to as soon as its
   * daemon listens. By SIGTERM: whoever runs the tests in the background may have SIGINT ignored,
   * and that is inherited.
   */
  private String terminated(String command, int exit) throws IOException, InterruptedException {
    BuiltCheckout own = BuiltCheckout.in(Files.createTempDirectory(folder, "own-"));
    Person.Started started = own.begin(command);
    Process process = started.process();
    try {
      awaitDaemon(own, started);
      assertThat(own.type("kill -TERM " + process.pid()).exit()).isZero();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(started.result().out()).isTrue();
      assertThat(own.daemonFacts()).isEmpty();
      Person.Result ended = started.result();
      assertThat(ended.exit()).as(ended.out() + ended.err()).isEqualTo(exit);
      return ended.out() + ended.err();
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
