package dev.orch.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.runtime.TestRuns.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading what an agent prints: every byte once, whatever it is and however often one begins. */
public abstract class AgentOutputContract extends SupervisedRuns {
  private static final long SEED = 7;

  private static final ProcessExit WELL = new ProcessExit.Exited(0);

  private Reading print(byte[] bytes) throws IOException {
    Path file = Files.write(state.resolve("printed"), bytes);
    return TestRuns.readToEnd(start(RUN, spec("/bin/cat", file.toString()), ENVIRONMENT));
  }

  /** Each frame says what the file says at its place, and together they are the file. */
  private static void assertSame(Reading reading, byte[] bytes) {
    long next = 0;
    for (OutputFrame frame : reading.frames()) {
      assertThat(frame.stream()).isEqualTo(StreamName.OUT);
      assertThat(frame.offset()).isEqualTo(next);
      int from = (int) next;
      next = frame.end();
      boolean line = bytes[(int) next - 1] == '\n';
      String said = new String(Arrays.copyOfRange(bytes, from, (int) next - (line ? 1 : 0)), UTF_8);
      if (!frame.text().equals(said)) {
        assertThat(frame.text()).isEqualTo(said);
      }
    }
    assertThat(next).isEqualTo(bytes.length);
    assertThat(reading.exit()).isEqualTo(WELL);
  }

  @Test
  void noOutputIsNoFrame() {
    Reading reading = run("exit 0");
    assertThat(reading.frames()).isEmpty();
    assertThat(reading.exit()).isEqualTo(WELL);
  }

  @Test
  void anythingIsReadByteForByte() throws IOException {
    byte[] bytes = new byte[20_000_000];
    new Random(SEED).nextBytes(bytes);
    bytes[bytes.length - 1] = 'x';
    assertSame(print(bytes), bytes);
  }

  @Test
  void endsOfLinesAreTakenOffAndNothingElse() throws IOException {
    byte[] bytes = "a\r\n\n\0b\u001b[31m \nä\nno end".getBytes(UTF_8);
    Reading reading = print(bytes);
    assertThat(reading.out()).containsExactly("a\r", "", "\0b\u001b[31m ", "ä", "no end");
    assertThat(reading.frames()).allMatch(OutputFrame::whole);
    assertSame(reading, bytes);
  }

  @Test
  void whatIsNotUtf8IsReplaced() throws IOException {
    assertThat(print(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3, '\n'}).out())
        .containsExactly("a\ufffdb\ufffd");
  }

  @Test
  void aHugeLineComesInPiecesThatSplitNoCharacter() throws IOException {
    String line = "é€😀".repeat(50_000_000 / 9);
    byte[] bytes = (line + "\nshort\n").getBytes(UTF_8);
    Reading reading = print(bytes);
    assertThat(reading.frames().getLast().whole()).isTrue();
    List<OutputFrame> pieces = reading.frames().subList(0, reading.frames().size() - 1);
    assertThat(pieces).hasSizeGreaterThan(2).noneMatch(OutputFrame::whole);
    assertThat(pieces).allMatch(piece -> piece.length() <= OutputFrame.MAX_BYTES + 1);
    assertThat(pieces).noneMatch(piece -> piece.text().contains("\ufffd"));
    assertSame(reading, bytes);
  }

  @Test
  void theLongestLineThatFitsIsWhole() throws IOException {
    byte[] bytes = new byte[OutputFrame.MAX_BYTES + 1];
    Arrays.fill(bytes, (byte) 'x');
    bytes[bytes.length - 1] = '\n';
    Reading reading = print(bytes);
    assertThat(reading.frames()).hasSize(1).allMatch(OutputFrame::whole);
  }

  @Test
  void readingOnInAHugeLineGivesAPiece() throws IOException {
    byte[] bytes = new byte[OutputFrame.MAX_BYTES + 100];
    Arrays.fill(bytes, (byte) 'x');
    print(bytes);
    AgentProcess again = attach(RUN, new OutputOffsets(OutputFrame.MAX_BYTES, 0));
    Reading rest = TestRuns.readToEnd(again);
    assertThat(rest.frames()).hasSize(1).noneMatch(OutputFrame::whole);
    assertThat(rest.frames().getFirst().length()).isEqualTo(100);
  }

  @Test
  void bothStreamsAreRead() {
    Reading reading = run("i=0; while [ $i -lt 500 ]; do echo o$i; echo e$i >&2; i=$((i+1)); done");
    assertThat(reading.out()).containsExactlyElementsOf(numbered("o", 500));
    assertThat(reading.lines(StreamName.ERR)).containsExactlyElementsOf(numbered("e", 500));
  }

  @Test
  void everyLineIsReadOnceHoweverOftenReadingBeginsAnew() throws InterruptedException {
    AgentProcess process =
        start(
            "i=0; while [ $i -lt 3000 ]; do echo l$i; echo m$i >&2; i=$((i+1)); done; printf end");
    Random random = new Random(SEED);
    OutputOffsets offsets = OutputOffsets.START;
    List<String> out = new ArrayList<>();
    List<String> err = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      List<Arrival> arrivals = process.take(Duration.ofMillis(random.nextInt(20)));
      int committed = random.nextInt(arrivals.size() + 1);
      for (Arrival arrival : arrivals.subList(0, committed)) {
        ended |= arrival instanceof ProcessEnded;
        if (arrival instanceof OutputFrame frame) {
          (frame.stream() == StreamName.OUT ? out : err).add(frame.text());
          offsets = offsets.after(frame);
        }
      }
      if (!ended && (committed < arrivals.size() || random.nextInt(8) == 0)) {
        process.close();
        process = attach(RUN, offsets);
      }
    }
    List<String> lines = new ArrayList<>(numbered("l", 3000));
    lines.add("end");
    assertThat(out).containsExactlyElementsOf(lines);
    assertThat(err).containsExactlyElementsOf(numbered("m", 3000));
  }

  @Test
  void aLineIsGivenOnlyOnceItsEndIsThere() throws InterruptedException {
    AgentProcess process = start("printf 'first\\nhal'; read go; echo f");
    TestRuns.awaitLine(process, "first");
    assertThat(process.take(Duration.ofMillis(100))).isEmpty();
    process.send("go\n".getBytes(UTF_8));
    assertThat(TestRuns.readToEnd(process).out()).containsExactly("half");
  }

  @Test
  void aBatchIsBounded() throws InterruptedException {
    AgentProcess process = start("i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done");
    process.endInput();
    TestRuns.await(() -> supervisorRecordedTheEnd());
    List<Arrival> arrivals = process.take(Duration.ofSeconds(1));
    assertThat(arrivals).hasSizeBetween(2, 1024).noneMatch(ProcessEnded.class::isInstance);
  }

  /** A second reader sees the end without taking anything from the first. */
  private boolean supervisorRecordedTheEnd() {
    try (AgentProcess other = supervisor.attach(RUN, Framing.LINES, OutputOffsets.START)) {
      return TestRuns.readToEnd(other).exit().equals(WELL);
    }
  }

  private static List<Arrival> takeToEnd(AgentProcess process) {
    List<Arrival> arrivals = new ArrayList<>();
    TestRuns.await(() -> {
      arrivals.addAll(TestRuns.take(process));
      return !arrivals.isEmpty() && arrivals.getLast() instanceof ProcessEnded;
    });
    return arrivals;
  }

  private static List<String> texts(List<Arrival> arrivals) {
    return arrivals.stream()
        .filter(OutputFrame.class::isInstance)
        .map(OutputFrame.class::cast)
        .map(OutputFrame::text)
        .toList();
  }

  /** It has grown past what was read before the next look. */
  @ParameterizedTest
  @EnumSource
  void whatFollowsAnEmptiedFileIsReadFromItsBeginning(StreamName stream) {
    String number = stream == StreamName.OUT ? "1" : "2";
    AgentProcess process =
        start(
            "exec >&%s; for i in 1 2 3 4 5; do echo before-$i; done; echo up; read -r go;"
                    .formatted(number)
                + " echo child >/dev/std%s; for i in 1 2 3 4 5 6 7 8 9; do echo after-$i; done"
                    .formatted(stream == StreamName.OUT ? "out" : "err"));
    TestRuns.awaitLine(process, "up");
    process.send("go\n".getBytes(UTF_8));
    List<Arrival> arrivals = takeToEnd(process);
    assertThat(arrivals).startsWith(new OutputTruncated(stream, 48));
    List<String> after = new ArrayList<>(List.of("child"));
    IntStream.rangeClosed(1, 9).forEach(i -> after.add("after-" + i));
    assertThat(texts(arrivals)).containsExactlyElementsOf(after);
  }

  @Test
  void anEmptiedFileIsNoticedThoughNothingFollows() {
    AgentProcess process = start("echo up; read -r go; : >/dev/stdout; cat");
    TestRuns.awaitLine(process, "up");
    process.send("go\n".getBytes(UTF_8));
    List<Arrival> arrivals = new ArrayList<>();
    TestRuns.await(() -> {
      arrivals.addAll(TestRuns.take(process));
      return !arrivals.isEmpty();
    });
    assertThat(arrivals).containsExactly(new OutputTruncated(StreamName.OUT, 3));
  }

  @Test
  void aFileThatIsShorterThanWhatWasReadWasEmptied() {
    run("echo one; echo two");
    List<Arrival> arrivals = takeToEnd(attach(RUN, new OutputOffsets(1000, 0)));
    assertThat(arrivals).startsWith(new OutputTruncated(StreamName.OUT, 1000));
    assertThat(texts(arrivals)).containsExactly("one", "two");
  }

  @Test
  void theEndIsGivenAgain() {
    AgentProcess process = start("exit 3");
    ProcessEnded end = new ProcessEnded(TestRuns.readToEnd(process).exit());
    process.nudge();
    assertThat(TestRuns.take(process)).containsExactly(end);
    assertThat(TestRuns.take(process)).containsExactly(end);
  }

  @Test
  void anAgentHasEndedThoughWhatItStartedHoldsItsOutput() {
    Reading reading = run("sleep 300 & echo done");
    assertThat(reading.out()).containsExactly("done");
    assertThat(reading.exit()).isEqualTo(WELL);
  }

  @Test
  void aNudgeEndsTheWaiting() throws Exception {
    AgentProcess process = start("cat");
    process.nudge();
    process.nudge();
    assertThat(process.take(Duration.ofMinutes(1))).containsExactly(new Nudge());
    assertThat(process.take(Duration.ZERO)).isEmpty();
    Thread nudging = Thread.ofVirtual().start(process::nudge);
    assertThat(process.take(Duration.ofMinutes(1))).containsExactly(new Nudge());
    nudging.join();
  }

  @Test
  void anInterruptLosesNothing() throws InterruptedException {
    AgentProcess process = start("echo one; read go");
    TestRuns.awaitLine(process, "one");
    process.send("go\n".getBytes(UTF_8));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> process.take(Duration.ofMinutes(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(TestRuns.readToEnd(process).exit()).isEqualTo(WELL);
  }

  @Test
  void manyInterruptsLoseNothing() throws InterruptedException {
    AgentProcess process = start("i=0; while [ $i -lt 3000 ]; do echo l$i; i=$((i+1)); done");
    AtomicBoolean over = new AtomicBoolean();
    Thread reading = Thread.currentThread();
    Thread interrupting =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                reading.interrupt();
                LockSupport.parkNanos(100_000);
              }
            });
    List<String> out = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      try {
        for (Arrival arrival : process.take(Duration.ofSeconds(1))) {
          ended |= arrival instanceof ProcessEnded;
          if (arrival instanceof OutputFrame frame) {
            out.add(frame.text());
          }
        }
      } catch (InterruptedException _) {
        assertThat(out).hasSizeLessThanOrEqualTo(3000);
      }
    }
    over.set(true);
    joinDespiteInterrupts(interrupting);
    assertThat(out).containsExactlyElementsOf(numbered("l", 3000));
  }

  private static void joinDespiteInterrupts(Thread thread) {
    TestRuns.await(() -> !thread.isAlive());
    boolean _ = Thread.interrupted();
  }

  private static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
