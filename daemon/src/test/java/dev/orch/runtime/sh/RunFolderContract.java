package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Framing;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.RunFormatException;
import dev.orch.runtime.RunId;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StopOutcome;
import dev.orch.runtime.SupervisedRuns;
import dev.orch.runtime.TestRuns;
import dev.orch.runtime.TestRuns.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Accidents with the scripts and the files of a run folder. */
abstract class RunFolderContract extends SupervisedRuns {
  private static final ProcessExit LOST = new ProcessExit.Lost();

  /** The shell that supervises. */
  abstract Shell shell();

  private Path folder() {
    return state.resolve("runs").resolve(SESSION.value()).resolve("1");
  }

  private ProcessRecord claim() {
    return switch (supervisor.status(RUN)) {
      case RunStatus.Claimed(ProcessRecord record) -> record;
      case RunStatus.Missing _, RunStatus.Unclaimed _, RunStatus.Forbidden _ ->
          throw new AssertionError("not claimed");
    };
  }

  /** The supervisor's process, its feeder and what that runs. */
  private Set<Long> scriptProcesses() {
    ProcessTable table = ProcessTable.open(Shell.standard(""));
    return table.withArguments(folder().toString(), shell().program().toString());
  }

  private Set<Long> feeder() {
    Set<Long> processes = new HashSet<>(scriptProcesses());
    processes.remove(claim().pid());
    return processes;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void allIsForTheOwnerAlone() throws IOException {
    run("exit 0");
    try (Stream<Path> files = Files.walk(state.resolve("runs"))) {
      for (Path file : files.skip(1).toList()) {
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        assertThat(permissions).as(file.toString()).endsWith("------");
      }
    }
  }

  @Test
  void nothingOfTheSupervisorOutlivesTheAgent() {
    run("exit 0");
    TestRuns.await(() -> scriptProcesses().isEmpty());
  }

  @Test
  void aKilledSupervisorLosesTheExitCodeAndNoLine() {
    AgentProcess process =
        start("echo up; read go; i=0; while [ $i -lt 200 ]; do echo $i; i=$((i+1)); done");
    TestRuns.awaitLine(process, "up");
    kill(claim().pid());
    TestRuns.await(() -> !scriptProcesses().contains(claim().pid()));
    process.send("go\n".getBytes(UTF_8));
    Reading reading = TestRuns.readToEnd(process);
    assertThat(reading.out()).hasSize(200).endsWith("199");
    assertThat(reading.exit()).isEqualTo(LOST);
    TestRuns.await(() -> scriptProcesses().isEmpty());
  }

  @Test
  void afterAKilledSupervisorAStopLeavesNothing() {
    AgentProcess process = start("echo up; cat");
    TestRuns.awaitLine(process, "up");
    kill(claim().pid());
    TestRuns.await(() -> !scriptProcesses().contains(claim().pid()));
    assertThat(process.kill()).isEqualTo(new StopOutcome.Dead());
    TestRuns.await(() -> scriptProcesses().isEmpty());
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(LOST);
  }

  /** One that goes on later would write into the folder that has the name by then. */
  @Test
  void aSupervisorThatSaysNoLastWordsIsEndedBeforeItsFolderIsSetAside() {
    TestRuns.awaitLine(start("echo up; cat"), "up");
    long held = claim().pid();
    Signals signals = Signals.open();
    signals.send(held, signals.stop(), () -> true);

    supervisor.prepare(RUN);

    assertThat(scriptProcesses()).isEmpty();
    assertThat(supervisor.isAtWork(RUN)).isFalse();
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Unclaimed());
    assertThat(run("echo again").out()).containsExactly("again");
  }

  /** As it is between its start and its setsid(2), on a machine with too much to do. */
  @Test
  void aSupervisorThatIsStillInTheDaemonsGroupIsEndedAlone() throws IOException {
    supervisor.prepare(RUN);
    String shell = shell().program().toString();
    Process late =
        new ProcessBuilder("/bin/sh", "-c", "cat; :", "late", folder().toString(), shell).start();
    Process bystander = new ProcessBuilder("/bin/cat").start();
    try {
      TestRuns.await(() -> scriptProcesses().contains(late.pid()));
      assertThat(supervisor.sweep(RUN)).isEqualTo(new StopOutcome.Dead());
      TestRuns.await(() -> !late.isAlive());
      assertThat(late.children()).isEmpty();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      late.destroyForcibly();
      bystander.destroyForcibly();
    }
  }

  @Test
  void aKilledFeederIsAnEndOfTheInput() {
    AgentProcess process = start("cat; echo end; exit 5");
    process.send("kept\n".getBytes(UTF_8));
    TestRuns.awaitLine(process, "kept");
    // what a shell has forked and not yet replaced looks like the shell itself
    TestRuns.await(() -> feeder().size() == 1);
    feeder().forEach(RunFolderContract::kill);
    for (int i = 0; i < 5_000; i++) {
      process.send("lost\n".getBytes(UTF_8));
    }
    Reading reading = TestRuns.readToEnd(process);
    assertThat(reading.out()).endsWith("end");
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Exited(5));
  }

  @Test
  void aProcessThatGotTheNumbersIsNeverTakenForOurs() throws IOException {
    Process foreign = new ProcessBuilder("/bin/sleep", "300").start();
    try {
      String boot = ProcessTable.open(shell()).bootId();
      supervisor.prepare(RUN);
      Files.writeString(folder().resolve("pid"), "v1 " + boot + " " + foreign.pid() + " 12345\n");
      Files.writeString(folder().resolve("agent"), "v1 " + foreign.pid() + " 12346\n");
      AgentProcess process = attach(RUN, OutputOffsets.START);
      process.interrupt();
      process.terminate();
      assertThat(process.kill()).isEqualTo(new StopOutcome.Dead());
      assertThat(supervisor.sweep(RUN)).isEqualTo(new StopOutcome.Dead());
      assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(LOST);
      assertThat(foreign.isAlive()).isTrue();
    } finally {
      foreign.destroyForcibly();
    }
  }

  @Test
  void aRunOfAnEarlierStartOfTheMachineWasRebooted() throws IOException {
    supervisor.prepare(RUN);
    Files.writeString(folder().resolve("pid"), "v1 another-boot 1 1\n");
    Files.writeString(folder().resolve("out.log"), "kept\npart");
    Reading reading = TestRuns.readToEnd(attach(RUN, OutputOffsets.START));
    assertThat(reading.out()).containsExactly("kept", "part");
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Rebooted());
  }

  @Test
  void anEndRecordedBeforeTheMachineStartedAnewStands() throws IOException {
    run("exit 9");
    Files.writeString(folder().resolve("pid"), "v1 another-boot 1 1\n");
    assertThat(TestRuns.readToEnd(attach(RUN, OutputOffsets.START)).exit())
        .isEqualTo(new ProcessExit.Exited(9));
  }

  @Test
  void theFormatIsSaidAndOneThatIsNotReadIsRefused() throws IOException {
    supervisor.prepare(RUN);
    Path version = folder().resolve("version");
    assertThat(Files.readString(version)).isEqualTo("2\n");
    Files.writeString(folder().resolve("pid"), "v1 another-boot 1 1\n");

    for (String unread : List.of("3\n", "0\n", "99999999999\n")) {
      Files.writeString(version, unread);
      assertThatThrownBy(() -> supervisor.status(RUN))
          .isInstanceOf(RunFormatException.class)
          .hasMessageContaining(folder().toString());
      assertThatThrownBy(() -> supervisor.prepare(RUN)).isInstanceOf(RunFormatException.class);
      assertThat(supervisor.isAtWork(RUN)).isFalse();
      assertThat(supervisor.hasLostSupervisor(RUN)).isFalse();
    }
    for (String read : List.of("2\n", "1\n", "")) {
      Files.writeString(version, read);
      assertThat(claim().pid()).isEqualTo(1);
      assertThat(supervisor.hasLostSupervisor(RUN)).isTrue();
    }
  }

  @Test
  void aFolderThatSaidNoFormatGetsNone() throws IOException {
    supervisor.prepare(RUN);
    Files.delete(folder().resolve("version"));

    supervisor.prepare(RUN);

    assertThat(folder().resolve("version")).doesNotExist();
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Unclaimed());
  }

  @Test
  void aClaimThatACrashLeftEmptyCountsAndIsOver() throws IOException {
    supervisor.prepare(RUN);
    Files.createFile(folder().resolve("pid"));
    assertThat(supervisor.status(RUN)).isInstanceOf(RunStatus.Claimed.class);
    assertThat(TestRuns.readToEnd(attach(RUN, OutputOffsets.START)).exit())
        .isEqualTo(new ProcessExit.Rebooted());
  }

  @Test
  void aFolderThatIsRemovedIsNoticed() throws IOException {
    AgentProcess process = start("echo up; cat");
    TestRuns.awaitLine(process, "up");
    long agent = process.pid().orElseThrow();
    TestRuns.await(() -> Files.exists(folder().resolve("in.fed")));
    delete(folder());
    TestRuns.await(() -> isGone(process));
    kill(agent);
    TestRuns.await(() -> scriptProcesses().isEmpty());
  }

  private static boolean isGone(AgentProcess process) {
    try {
      TestRuns.take(process);
      return false;
    } catch (UncheckedIOException _) {
      return true;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aTextThatBreaksOffStartsNothing() throws Exception {
    supervisor.prepare(RUN);
    Path scripts = state.resolve("scripts");
    Scripts installed = Scripts.install(scripts);
    List<String> argv =
        List.of(
            shell().program().toString(),
            installed.launch().toString(),
            shell().program().toString(),
            installed.supervise().toString(),
            folder().toString(),
            "boot",
            "/proc",
            "1000",
            state.toString());
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().putAll(shell().environment());
    Process process = builder.redirectErrorStream(true).start();
    try (var out = process.outputWriter(UTF_8)) {
      out.write("set -- \"$@\" /bin/sh -c 'touch " + state.resolve("ran") + "'");
    }
    assertThat(process.waitFor()).isNotZero();
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Unclaimed());
    assertThat(state.resolve("ran")).doesNotExist();
  }

  @Test
  void theScriptsAreInstalledOnce() throws IOException {
    Scripts first = Scripts.install(state.resolve("scripts"));
    Object key = Files.readAttributes(first.supervise(), "unix:ino").get("ino");
    assertThat(Scripts.install(state.resolve("scripts"))).isEqualTo(first);
    assertThat(Files.readAttributes(first.supervise(), "unix:ino").get("ino")).isEqualTo(key);
    try (Stream<Path> files = Files.list(state.resolve("scripts"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void manyRunsLeaveNoZombieAndNoOpenFile() throws Exception {
    runs(10, 1);
    long before = openFiles();
    runs(runs(), 11);
    TestRuns.await(() -> openFiles() <= before + 5);
    TestRuns.await(() -> zombies().isEmpty());
  }

  /** How many runs, by how long one takes with this shell. */
  abstract int runs();

  private void runs(int count, int first) throws Exception {
    List<Callable<List<String>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int start = first + thread;
      tasks.add(() -> {
        List<String> out = new ArrayList<>();
        for (int turn = start; turn < first + count; turn += 4) {
          out.addAll(oneRun(turn));
        }
        return out;
      });
    }
    List<String> lines = all(tasks).stream().flatMap(List::stream).toList();
    assertThat(lines).hasSize(count).containsOnly("done");
  }

  private List<String> oneRun(int turn) {
    RunId run = new RunId(SESSION, turn);
    supervisor.prepare(run);
    supervisor.start(run, script("echo done"), ENVIRONMENT);
    try (AgentProcess process = supervisor.attach(run, Framing.LINES, OutputOffsets.START)) {
      return TestRuns.readToEnd(process).out();
    }
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Children of this process that have ended and that nobody asked how. */
  private static List<Long> zombies() {
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::pid)
        .filter(RunFolderContract::isZombie)
        .toList();
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException _) {
      return false;
    }
  }
}
