package dev.orch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.cli.Typed;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.DaemonPlace;
import dev.orch.cli.client.Watchdog;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.NoDaemonException;
import dev.orch.cli.launch.DaemonStart;
import dev.orch.cli.launch.DaemonStarter;
import dev.orch.cli.process.LiveProcess;
import dev.orch.cli.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo ends that has no daemon any more, or none yet. */
class DemoCleanupTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path temporary;
  private Path folder;
  private Typed user;
  private Process process;
  private final DemoProcesses processes = new DemoProcesses();

  @BeforeEach
  void aProcess() throws IOException {
    folder = Files.createDirectory(temporary.resolve("demo"));
    user = new Typed(folder);
    process = new ProcessBuilder("tail", "-f", "/dev/null").start();
  }

  @AfterEach
  void noProcess() {
    process.destroyForcibly();
    processes.kill(LONG);
  }

  @Test
  void anAgentOfItsOwnIsEnded() {
    LiveProcess now = LiveProcess.now(process.pid());
    processes.addAgent(now);
    cleanup().run();

    assertThat(now.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
  }

  @Test
  void whatIsLeftOnPurposeGoesOn() {
    LiveProcess now = LiveProcess.now(process.pid());
    processes.addAgent(now);
    DemoCleanup cleanup = cleanup();
    cleanup.leave();
    cleanup.run();

    assertThat(now.isAlive()).isTrue();
    assertThat(folder).exists();
  }

  @Test
  void whoGotTheNumberOfAnAgentLaterIsLeftAlone() {
    LiveProcess now = LiveProcess.now(process.pid());
    processes.addAgent(new LiveProcess(now.pid(), now.startTicks() - 1));
    cleanup().run();

    assertThat(now.isAlive()).isTrue();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aDaemonThatDoesNotAnswerYetIsEndedWithAllBelowItAndMakesNothingAfterwards()
      throws IOException {
    DaemonStart start = processes.startDaemon(aDaemonThatNeverAnswers()::begin);
    LiveProcess daemon = LiveProcess.now(start.pid());
    CompletableFuture<DaemonPlace.Ours> told = CompletableFuture.supplyAsync(start::awaitAnswer);
    Path child = temporary.resolve("child");
    assertThat(new Waiting(LONG).until(() -> Files.exists(child))).isTrue();
    LiveProcess below = LiveProcess.now(Long.parseLong(Files.readString(child).strip()));
    assertThat(below.isAlive()).isTrue();

    cleanup().run();

    assertThat(daemon.isAlive()).isFalse();
    assertThat(below.awaitEnd(LONG)).isTrue();
    assertThatThrownBy(told::join).hasCauseInstanceOf(CliException.class);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aDaemonThatIsJustBeingStartedIsWaitedForAndThenEnded() throws Exception {
    CountDownLatch starting = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    DaemonStarter starter = aDaemonThatNeverAnswers();
    CompletableFuture<DaemonStart> started =
        CompletableFuture.supplyAsync(() ->
            processes.startDaemon(() -> {
              starting.countDown();
              awaitQuietly(released);
              return starter.begin();
            }));
    starting.await();
    Thread interrupted = Thread.ofPlatform().start(cleanup()::run);
    assertThat(new Waiting(LONG).until(() -> waits(interrupted))).isTrue();
    assertThat(folder).exists();
    released.countDown();
    interrupted.join();

    assertThat(LiveProcess.now(started.join().pid()).isAlive()).isFalse();
    assertThat(folder).doesNotExist();
  }

  @Test
  void noDaemonIsStartedAfterwards() throws IOException {
    DaemonStarter starter = aDaemonThatNeverAnswers();
    cleanup().run();

    assertThatThrownBy(() -> processes.startDaemon(starter::begin))
        .isInstanceOf(CliException.class);
    assertThat(folder).doesNotExist();
    assertThat(temporary.resolve("child")).doesNotExist();
  }

  @Test
  void whoComesSecondWaitsForTheFirst() throws InterruptedException {
    CountDownLatch making = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Thread step =
        Thread.ofPlatform()
            .start(() ->
                processes.making(() -> {
                  making.countDown();
                  awaitQuietly(released);
                  return true;
                }));
    making.await();
    DemoCleanup cleanup = cleanup();
    Thread first = Thread.ofPlatform().start(cleanup::run);
    assertThat(new Waiting(LONG).until(() -> waits(first))).isTrue();
    Thread second = Thread.ofPlatform().start(cleanup::run);
    assertThat(new Waiting(LONG).until(() -> second.getState() == Thread.State.BLOCKED)).isTrue();
    released.countDown();
    second.join();

    assertThat(folder).doesNotExist();
    first.join();
    step.join();
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It ignores that it is asked to end, has a process below it, and makes what it misses. */
  private DaemonStarter aDaemonThatNeverAnswers() throws IOException {
    Path script = temporary.resolve("launcher");
    Files.writeString(
        script,
        """
        #!/bin/sh
        trap '' TERM
        tail -f /dev/null &
        echo $! >'%1$s.new' && mv '%1$s.new' '%1$s'
        wait
        mkdir -p '%2$s'
        """
            .formatted(temporary.resolve("child"), user.stateFolder()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new DaemonStarter(user.launching(script).surroundings());
  }

  private DemoCleanup cleanup() {
    Supplier<DaemonPlace.Ours> nowhere =
        () -> {
          throw new NoDaemonException(Complaint.of("No daemon."));
        };
    DaemonClient client = new DaemonClient(user.stateFolder(), nowhere, nowhere, Watchdog.quiet());
    return new DemoCleanup(new DemoPlace(folder), user.stateFolder(), client, processes, false);
  }
}
