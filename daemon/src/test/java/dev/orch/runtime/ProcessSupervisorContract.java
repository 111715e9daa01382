package dev.orch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.runtime.TestRuns.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting a run, and what is known of it. */
public abstract class ProcessSupervisorContract extends SupervisedRuns {

  @Test
  void aRunIsMissingThenUnclaimedThenClaimed() {
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Missing());
    supervisor.prepare(RUN);
    supervisor.prepare(RUN);
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Unclaimed());
    AgentProcess process = start("exit 0");
    assertThat(supervisor.status(RUN)).isInstanceOf(RunStatus.Claimed.class);
    TestRuns.readToEnd(process);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 42, 137, 255})
  void theExitCodeIsTheAgents(int code) {
    assertThat(run("exit " + code).exit()).isEqualTo(new ProcessExit.Exited(code));
  }

  @Test
  void anAgentStartsOnceHoweverManyStartIt() throws Exception {
    supervisor.prepare(RUN);
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      ProcessSupervisor another = open(state);
      starts.add(() -> {
        another.start(RUN, script("echo started; cat"), ENVIRONMENT);
        return true;
      });
    }
    all(starts);
    supervisor.start(RUN, script("echo another"), ENVIRONMENT);
    AgentProcess process = attach(RUN, OutputOffsets.START);
    process.endInput();
    assertThat(TestRuns.readToEnd(process).out()).containsExactly("started");
  }

  @Test
  void whatADatabaseThatWasPutBackDoesNotKnowOfIsEndedAndSetAside() throws Exception {
    AgentProcess before = start("echo before; cat");
    TestRuns.await(() -> before.pid().isPresent());
    ProcessHandle agent = ProcessHandle.of(before.pid().getAsLong()).orElseThrow();

    AgentProcess after = start("echo after");

    assertThat(TestRuns.readToEnd(after).out()).containsExactly("after");
    TestRuns.await(() -> !agent.isAlive());
  }

  @Test
  void aStartAndItsProhibitionCannotBothWin() throws Exception {
    for (int turn = 1; turn <= 12; turn++) {
      RunId run = new RunId(SESSION, turn);
      supervisor.prepare(run);
      List<Boolean> won =
          all(
              List.of(
                  () -> supervisor.forbid(run),
                  () -> {
                    open(state).start(run, script("echo ran"), ENVIRONMENT);
                    return supervisor.status(run) instanceof RunStatus.Claimed;
                  }));
      assertThat(won).as("forbidden, started").containsExactlyInAnyOrder(true, false);
      if (won.get(1)) {
        assertThat(TestRuns.readToEnd(attach(run, OutputOffsets.START)).out()).contains("ran");
      }
    }
  }

  @Test
  void aForbiddenRunNeverStarts() {
    supervisor.prepare(RUN);
    assertThat(supervisor.forbid(RUN)).isTrue();
    assertThat(supervisor.forbid(RUN)).isTrue();
    supervisor.start(RUN, script("touch ran"), ENVIRONMENT);
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Forbidden());
    assertThat(state.resolve("ran")).doesNotExist();
  }

  @Test
  void aStartedRunCannotBeForbidden() {
    start("cat");
    assertThat(supervisor.forbid(RUN)).isFalse();
  }

  @Test
  void aFolderThatIsGoneLeavesTheRunToBeStartedAgain() {
    supervisor.prepare(RUN);
    ProcessSpec lost =
        new ProcessSpec(List.of("/bin/true"), List.of(), state.resolve("gone"), Framing.LINES);
    assertThatThrownBy(() -> supervisor.start(RUN, lost, ENVIRONMENT))
        .isInstanceOf(LaunchFailedException.class);
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Unclaimed());
    assertThat(run("echo again").out()).containsExactly("again");
  }

  @Test
  void aMissingProgramIsAnExitOf127WithASentence() {
    AgentProcess process = start(RUN, spec("/no/such/program"), ENVIRONMENT);
    Reading reading = TestRuns.readToEnd(process);
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Exited(127));
    assertThat(reading.lines(StreamName.ERR)).isNotEmpty();
  }

  @Test
  void aProgramThatIsNotExecutableIsAnExitOf126() throws IOException {
    Path file = Files.writeString(state.resolve("plain"), "text");
    Reading reading = TestRuns.readToEnd(start(RUN, spec(file.toString()), ENVIRONMENT));
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Exited(126));
  }

  @Test
  void argumentsAndTheFolderArriveAsTheyAre() throws IOException {
    Path folder = Files.createDirectory(state.resolve("ä b'c\"$(x)\n日本"));
    List<String> words = List.of("", " ", "a b", "'", "\"", "$HOME", "`x`", "\\n", "é日😀", "-n");
    List<String> argv = new ArrayList<>(List.of("/usr/bin/printf", "<%s>\n"));
    argv.addAll(words);
    ProcessSpec spec = new ProcessSpec(argv, List.of(), folder, Framing.LINES);
    assertThat(TestRuns.readToEnd(start(RUN, spec, ENVIRONMENT)).out())
        .containsExactlyElementsOf(words.stream().map(word -> "<" + word + ">").toList());
    ProcessSpec where =
        new ProcessSpec(List.of("/bin/sh", "-c", "touch here"), List.of(), folder, Framing.LINES);
    RunId second = new RunId(SESSION, 2);
    TestRuns.readToEnd(start(second, where, ENVIRONMENT));
    assertThat(folder.resolve("here")).exists();
  }

  @Test
  void theEnvironmentIsTheGivenOneAndTheMarker() throws IOException {
    Map<String, String> given = new HashMap<>();
    given.put("PATH", "/odd folder:/usr/bin");
    given.put("QUOTES", "it's \"so\" $HOME `x` \\ \n second line");
    given.put("UMLAUT", "ä日😀");
    given.put("EMPTY", "");
    for (String name : List.of("run", "text", "sh", "setsid", "folder", "IFS", "ENV", "BASH_ENV")) {
      given.put(name, "/of the agent");
    }
    for (int i = 0; i < 8; i++) {
      given.put("LARGE" + i, "x".repeat(120_000));
    }
    ProcessSpec spec = spec("/usr/bin/env", "-0");
    Reading reading = TestRuns.readToEnd(start(RUN, spec, given));
    Map<String, String> got = new HashMap<>();
    for (String pair : String.join("\n", reading.out()).split("\0", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        got.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    given.put("ORCH_RUN", RUN.marker());
    assertThat(got).containsAllEntriesOf(given);
    got.keySet().removeAll(given.keySet());
    assertThat(got.keySet()).isSubsetOf(unavoidable());
  }

  @Test
  void noEnvironmentIsToldOfWhatDoesNotRun() {
    assertThat(supervisor.environment(RUN)).isEmpty();
    run("exit 0");
    assertThat(supervisor.environment(RUN)).isEmpty();
  }

  /** Names that the implementation cannot keep out of an agent's environment. */
  protected abstract List<String> unavoidable();

  @Test
  void theAgentMakesFilesAsTheDaemonDoes() throws IOException {
    Path ours = Files.createFile(state.resolve("ours"));
    run("touch theirs");
    assertThat(Files.getPosixFilePermissions(state.resolve("theirs")))
        .isEqualTo(Files.getPosixFilePermissions(ours));
  }

  @Test
  void thePlaceForFilesOfTheCallerIsMadeWithTheRun() throws IOException {
    supervisor.prepare(RUN);
    Path file = Files.writeString(supervisor.scratch(RUN).resolve("given"), "for the agent");
    assertThat(supervisor.status(RUN)).isEqualTo(new RunStatus.Unclaimed());
    assertThat(run("cat '" + file + "'").out()).containsExactly("for the agent");
  }

  @Test
  void theRawOutputLiesWhereItIsSaidToLie() throws IOException {
    run("printf 'a\\0\\r\\n'; printf b >&2");
    assertThat(Files.readString(supervisor.output(RUN, StreamName.OUT))).isEqualTo("a\0\r\n");
    assertThat(Files.readString(supervisor.output(RUN, StreamName.ERR))).isEqualTo("b");
  }

  @Test
  void attachingToWhatWasNeverStartedIsRefused() {
    assertThatThrownBy(() -> attach(RUN, OutputOffsets.START))
        .isInstanceOf(IllegalStateException.class);
  }
}
