package dev.orch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.runtime.TestRuns.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Stopping an agent with everything that it started, and nothing else. */
public abstract class AgentStopContract extends SupervisedRuns {
  private static final ProcessExit KILLED = new ProcessExit.Exited(137);
  private static final StopOutcome DEAD = new StopOutcome.Dead();

  /** The numbers that processes of the script have written, once there are so many. */
  private List<Long> pids(int count) {
    Path file = state.resolve("pids");
    TestRuns.await(() -> lines(file).size() == count);
    return lines(file).stream().map(Long::valueOf).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean lives(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }

  private void assertNoneLives(int count) {
    assertThat(pids(count)).noneMatch(AgentStopContract::lives);
  }

  @Test
  void aKilledAgentHasEndedWith137() {
    AgentProcess process = start("echo $$ >>pids; echo up; cat");
    TestRuns.awaitLine(process, "up");
    assertThat(process.pid()).hasValue(pids(1).getFirst());
    assertThat(process.kill()).isEqualTo(DEAD);
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(KILLED);
    assertNoneLives(1);
    assertThat(process.kill()).isEqualTo(DEAD);
  }

  @Test
  void killingRightAfterTheStartMissesNothing() {
    for (int turn = 1; turn <= 5; turn++) {
      AgentProcess process = start(new RunId(SESSION, turn), script("cat"), ENVIRONMENT);
      assertThat(process.kill()).isEqualTo(DEAD);
      assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(KILLED);
    }
  }

  @Test
  void interruptReachesTheAgentAlone() throws IOException {
    assumeThat(lines(Path.of("/proc/self/status")))
        .as("SIGINT is not ignored by whoever started these tests")
        .noneMatch(line -> line.matches("SigIgn:.*[2367abef]$"));
    AgentProcess process =
        start(
            "trap 'echo caught; exit 7' INT; (trap 'echo child' INT; sleep 300; :) & echo up; wait");
    TestRuns.awaitLine(process, "up");
    process.interrupt();
    Reading reading = TestRuns.readToEnd(process);
    assertThat(reading.out()).containsExactly("caught");
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Exited(7));
    process.interrupt();
  }

  @Test
  void whatATerminatedAgentLeavesIsSwept() {
    assertSweptAfter(AgentProcess::terminate);
  }

  @Test
  void whatAnAgentLeavesThatEndsByItselfIsSweptIfItWasSeen() {
    assertSweptAfter(process -> {
      process.remember();
      process.endInput();
    });
  }

  /** A child in a process session of its own that carries no marker. */
  private void assertSweptAfter(Consumer<AgentProcess> end) {
    AgentProcess process =
        start(
            "trap 'exit 7' TERM; (unset ORCH_RUN; exec setsid sh -c"
                + " 'trap \"\" TERM; echo $$ >>pids; while :; do sleep 0.1; done') &"
                + " echo up; read -r end");
    TestRuns.awaitLine(process, "up");
    pids(1);
    end.accept(process);
    TestRuns.readToEnd(process);
    assertThat(pids(1)).allMatch(AgentStopContract::lives);
    assertThat(process.sweep()).isEqualTo(DEAD);
    assertNoneLives(1);
  }

  @Test
  void terminateReachesTheWholeTree() {
    AgentProcess process =
        start("echo $$ >>pids; (sh -c 'echo $$ >>pids; exec sleep 300') & echo up; wait");
    TestRuns.awaitLine(process, "up");
    pids(2);
    process.terminate();
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(new ProcessExit.Exited(143));
    TestRuns.await(() -> pids(2).stream().noneMatch(AgentStopContract::lives));
  }

  @Test
  void anAgentThatIgnoresEverySignalIsKilled() {
    AgentProcess process =
        start("trap '' TERM INT HUP; echo $$ >>pids; echo up; while :; do sleep 0.1; done");
    TestRuns.awaitLine(process, "up");
    process.interrupt();
    process.terminate();
    assertThat(process.kill()).isEqualTo(DEAD);
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(KILLED);
    assertNoneLives(1);
  }

  @Test
  void aPipelineIsKilledAsAWhole() {
    String stage = "sh -c 'echo $$ >>pids; cat'";
    AgentProcess process = start("sleep 300 " + (" | " + stage).repeat(6));
    pids(6);
    assertThat(process.kill()).isEqualTo(DEAD);
    assertNoneLives(6);
  }

  @Test
  void whatHidesInAProcessSessionOfItsOwnIsFound() {
    AgentProcess process =
        start("setsid -f sh -c 'trap \"\" TERM; echo $$ >>pids; while :; do sleep 0.1; done'; cat");
    pids(1);
    assertThat(process.kill()).isEqualTo(DEAD);
    assertNoneLives(1);
  }

  @Test
  void whatAnAgentLeavesBehindIsSwept() {
    AgentProcess process = start("nohup sh -c 'echo $$ >>pids; exec sleep 300' >/dev/null 2>&1 &");
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(new ProcessExit.Exited(0));
    assertThat(pids(1)).allMatch(AgentStopContract::lives);
    assertThat(supervisor.sweep(RUN)).isEqualTo(DEAD);
    assertNoneLives(1);
    assertThat(supervisor.sweep(RUN)).isEqualTo(DEAD);
  }

  @Test
  void aSweepTakesWhatCarriesExactlyTheRunsMarker() throws IOException {
    Process ours = carrying(RUN.marker());
    Process another = carrying(new RunId(SESSION, 11).marker());
    try {
      assertThat(supervisor.sweep(RUN)).isEqualTo(DEAD);
      TestRuns.await(() -> !ours.isAlive());
      assertThat(another.isAlive()).isTrue();
    } finally {
      ours.destroyForcibly();
      another.destroyForcibly();
    }
  }

  @Test
  void whatIsSweptMayCleanUpFirst() throws IOException {
    Path lock = Files.createFile(state.resolve("index.lock"));
    Process git =
        marked(
            RUN.marker(),
            "trap 'rm \"$0\"; exit' TERM; echo up; while :; do sleep 0.05; done",
            lock);
    assertThat(git.inputReader().readLine()).isEqualTo("up");

    assertThat(supervisor.sweep(RUN)).isEqualTo(DEAD);

    assertThat(lock).doesNotExist();
  }

  @Test
  void whatIgnoresItsSweepIsKilled() throws IOException {
    Process deaf =
        marked(RUN.marker(), "trap '' TERM; echo up; while :; do sleep 0.05; done", state);
    assertThat(deaf.inputReader().readLine()).isEqualTo("up");

    assertThat(supervisor.sweep(RUN)).isEqualTo(DEAD);

    TestRuns.await(() -> !deaf.isAlive());
  }

  private static Process marked(String marker, String script, Path argument) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script, argument.toString());
    builder.environment().put("ORCH_RUN", marker);
    return builder.start();
  }

  private static Process carrying(String marker) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sleep", "300");
    builder.environment().put("ORCH_RUN", marker);
    return builder.start();
  }

  @Test
  void aBombIsDefused() {
    AgentProcess process =
        start(
            "i=0; while [ $i -lt 100 ]; do (trap '' TERM; while :; do sleep 0.2; done) &"
                + " i=$((i+1)); done; echo up; wait");
    TestRuns.awaitLine(process, "up");
    assertThat(process.kill()).isEqualTo(DEAD);
    assertThat(supervisor.sweep(RUN)).isEqualTo(DEAD);
  }

  @Test
  void aSweepOfOneRunLeavesTheOthers() {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    AgentProcess first = start(RUN, script("cat"), environment);
    AgentProcess second = start(new RunId(SESSION, 2), script("cat"), environment);
    first.kill();
    TestRuns.readToEnd(first);
    second.endInput();
    assertThat(TestRuns.readToEnd(second).exit()).isEqualTo(new ProcessExit.Exited(0));
  }
}
