package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.SupervisedRuns;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user who may start no more processes: {@code ulimit -u} or the pids of a container are used up.
 * The limit is set for one process of the scripts alone. It does not hold for root: where that is
 * who tests, the scripts run as a user whom nobody else is.
 */
class NoMoreProcessesTest extends SupervisedRuns {
  private static final String NOBODY_ELSE = "54321";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final List<String> AS_THE_USER =
      ROOT
          ? List.of("setpriv", "--reuid=" + NOBODY_ELSE, "--regid=" + NOBODY_ELSE, "--clear-groups")
          : List.of();

  private Shell shell() {
    Path program = ROOT ? state.resolve("sh") : Path.of("/bin/sh");
    return new Shell(program, Shell.standard("").path(), Path.of("/proc"));
  }

  @Override
  protected ProcessSupervisor open(Path folder) {
    return ShellSupervisor.open(folder.resolve("runs"), folder.resolve("scripts"), shell());
  }

  @BeforeEach
  void letTheScriptsRunAsAnotherUser() throws Exception {
    assumeThat(shell().tool("prlimit")).isPresent();
    supervisor.prepare(RUN);
    if (!ROOT) {
      return;
    }
    assumeThat(shell().tool("setpriv")).isPresent();
    Files.writeString(
        state.resolve("sh"),
        """
        #!/bin/sh
        [ -O / ] || exec /bin/sh "$@"
        exec %s /bin/sh "$@"
        """
            .formatted(String.join(" ", AS_THE_USER)));
    Files.setPosixFilePermissions(
        state.resolve("sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    giveAllToTheUser();
    assumeThat(asTheUser("readlink", "-e", folder().toString())).isEqualTo(folder().toString());
  }

  private void giveAllToTheUser() throws IOException {
    UserPrincipal user =
        state.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY_ELSE);
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.toList()) {
        Files.setOwner(file, user);
      }
    }
  }

  /** What a command printed. */
  private static String asTheUser(String... command) throws IOException {
    List<String> argv = new ArrayList<>(AS_THE_USER);
    argv.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    try (var out = builder.start().inputReader(UTF_8)) {
      return String.join("\n", out.readAllLines());
    }
  }

  private String forbidToFork(long pid) throws IOException {
    String before =
        asTheUser("prlimit", "--pid=" + pid, "--nproc", "--noheadings", "--output=SOFT");
    assertThat(asTheUser("prlimit", "--pid=" + pid, "--nproc=0:")).isEmpty();
    return before.strip();
  }

  private void allowToFork(long pid, String before) throws IOException {
    assertThat(asTheUser("prlimit", "--pid=" + pid, "--nproc=" + before + ":")).isEmpty();
  }

  private long supervising() {
    return new RunDirectory(folder()).supervisor().orElseThrow().pid();
  }

  private Path folder() {
    return state.resolve("runs").resolve(SESSION.value()).resolve("1");
  }

  /** Without what it is just running, which looks like itself until its program is executed. */
  private long feeder() {
    AtomicReference<Set<Long>> seen = new AtomicReference<>(Set.of());
    TestRuns.await(() -> {
      seen.set(feeders());
      return seen.get().size() == 1;
    });
    return seen.get().iterator().next();
  }

  private Set<Long> feeders() {
    Set<Long> pids =
        new HashSet<>(
            ProcessTable.open(shell())
                .withArguments(folder().toString(), shell().program().toString()));
    pids.remove(supervising());
    return pids;
  }

  /** It became one that waits to go on from here. */
  private static boolean goesOnFrom(long feeder, int position) {
    try {
      return Files.readString(Path.of("/proc/" + feeder + "/cmdline"))
          .endsWith("\0feed\0" + position + "\0");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsSentMeanwhileArrivesOnceAfterwards() throws IOException {
    AgentProcess process = start("while read -r line; do echo \"got $line\"; done; exit 5");
    process.send("one\n".getBytes(UTF_8));
    TestRuns.awaitLine(process, "got one");
    long feeder = feeder();
    String before = forbidToFork(feeder);
    process.send("two\n".getBytes(UTF_8));
    TestRuns.await(() -> goesOnFrom(feeder, 4));
    process.send("three\n".getBytes(UTF_8));
    allowToFork(feeder, before);
    TestRuns.awaitLine(process, "got three");
    forbidToFork(feeder);
    process.endInput();
    if (ROOT) {
      giveAllToTheUser();
    }
    TestRuns.await(() -> goesOnFrom(feeder, 14));
    allowToFork(feeder, before);
    TestRuns.Reading reading = TestRuns.readToEnd(attach(RUN, OutputOffsets.START));
    assertThat(reading.out()).containsExactly("got one", "got two", "got three");
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Exited(5));
  }

  @Test
  void theEndIsRecordedAllTheSame() throws IOException {
    AgentProcess process = start("echo up; read -r go; exit 7");
    TestRuns.awaitLine(process, "up");
    forbidToFork(supervising());
    process.send("go\n".getBytes(UTF_8));
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(new ProcessExit.Exited(7));
  }
}
