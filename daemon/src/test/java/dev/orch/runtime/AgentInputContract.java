package dev.orch.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.runtime.TestRuns.Reading;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeding an agent: every byte once, in order, and never waiting for it. */
public abstract class AgentInputContract extends SupervisedRuns {
  private static final ProcessExit WELL = new ProcessExit.Exited(0);

  private static byte[] line(String text) {
    return (text + "\n").getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4095, 4096, 65_536, 65_537, 262_144})
  void inputOfAnySizeArrives(int size) {
    AgentProcess process = start("cat");
    String text = "x".repeat(size);
    process.send(text.getBytes(UTF_8));
    process.endInput();
    Reading reading = TestRuns.readToEnd(process);
    assertThat(reading.out()).containsExactly(text);
    assertThat(reading.exit()).isEqualTo(WELL);
  }

  @Test
  void answersGoToAndFro() {
    AgentProcess process = start("while read -r line; do echo \"got $line\"; done");
    for (int i = 0; i < 20; i++) {
      process.send(line("n" + i));
      TestRuns.awaitLine(process, "got n" + i);
    }
    process.endInput();
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(WELL);
  }

  /** In a thread of its own: a write that waits for the feeder cannot be interrupted. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void sendingNeverWaitsForAnAgentThatDoesNotRead() throws IOException {
    AgentProcess process = start("until [ -f go ]; do sleep 0.02; done; md5sum; exit 8");
    byte[] fifty = line("y".repeat(49));
    for (int i = 0; i < 40_000; i++) {
      process.send(fifty);
    }
    process.endInput();
    assertThat(process.inputLength()).isEqualTo(2_000_000);
    Files.createFile(state.resolve("go"));
    Reading reading = TestRuns.readToEnd(process);
    String expected = printed("yes " + "y".repeat(49) + " | head -c 2000000 | md5sum");
    assertThat(reading.out()).containsExactly(expected);
    assertThat(reading.exit()).isEqualTo(new ProcessExit.Exited(8));
  }

  private String printed(String script) {
    AgentProcess process = start(new RunId(SESSION, 2), script(script), ENVIRONMENT);
    return TestRuns.readToEnd(process).out().getFirst();
  }

  @Test
  void theEndOfTheInputMayBeSaidTwiceAndByTheNextDaemon() {
    AgentProcess process = start("cat; read more || echo end");
    process.send(line("one"));
    process.endInput();
    process.endInput();
    AgentProcess adopted = open(state).attach(RUN, Framing.LINES, OutputOffsets.START);
    try (adopted) {
      adopted.send(new byte[0]);
      adopted.endInput();
      assertThat(TestRuns.readToEnd(adopted).out()).containsExactly("one", "end");
      adopted.endInput();
    }
  }

  @Test
  void theNextDaemonGoesOnFeeding() {
    AgentProcess process = start("cat");
    process.send("ha".getBytes(UTF_8));
    process.close();
    supervisor = open(state);
    AgentProcess adopted = attach(RUN, OutputOffsets.START);
    assertThat(adopted.inputLength()).isEqualTo(2);
    adopted.send(line("lf"));
    adopted.endInput();
    assertThat(TestRuns.readToEnd(adopted).out()).containsExactly("half");
  }

  @Test
  void anAgentThatClosesItsInputIsNotDisturbed() throws IOException {
    AgentProcess process = start("exec <&-; until [ -f go ]; do sleep 0.02; done; echo on");
    for (int i = 0; i < 5_000; i++) {
      process.send(line("unread"));
    }
    process.endInput();
    Files.createFile(state.resolve("go"));
    assertThat(TestRuns.readToEnd(process).out()).containsExactly("on");
  }

  @Test
  void sendingToAnAgentThatHasEndedDoesNoHarm() {
    AgentProcess process = start("exit 0");
    TestRuns.readToEnd(process);
    for (int i = 0; i < 5_000; i++) {
      process.send(line("too late"));
    }
    process.endInput();
    assertThat(process.inputLength()).isEqualTo(45_000);
  }
}
