package dev.orch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.runtime.ShortCommand.Request;
import dev.orch.runtime.ShortCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that ends soon, and one that does not. */
public abstract class ShortCommandContract {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  @TempDir protected Path folder;

  protected abstract ShortCommand command();

  private Request script(String script, Duration atMost) {
    return new Request(List.of("sh", "-c", script), ENVIRONMENT, folder, atMost);
  }

  private Result run(String script, Duration atMost) throws InterruptedException {
    return command().run(script(script, atMost));
  }

  @Test
  void whatItPrintsAndItsCodeAreKept() throws InterruptedException {
    assertThat(run("echo ä; echo no >&2; pwd; exit 3", LONG))
        .isEqualTo(new Result.Ended(3, "ä\n" + folder + "\n", "no\n"));
  }

  @Test
  void itGetsNoInput() throws InterruptedException {
    assertThat(run("cat; echo end", LONG)).isEqualTo(new Result.Ended(0, "end\n", ""));
  }

  @Test
  void itsEnvironmentIsTheGivenOne() throws InterruptedException {
    Request request =
        new Request(List.of("/usr/bin/env"), Map.of("A", "b c", "SHELLOPTS", "x"), folder, LONG);
    assertThat(command().run(request))
        .isIn(
            new Result.Ended(0, "A=b c\nSHELLOPTS=x\n", ""),
            new Result.Ended(0, "SHELLOPTS=x\nA=b c\n", ""));
  }

  @Test
  void aMissingProgramIsALaunchThatFailed() {
    for (String name : List.of("no-such-program", "/no/such/program", "./none")) {
      Request request = new Request(List.of(name), ENVIRONMENT, folder, LONG);
      assertThatThrownBy(() -> command().run(request)).isInstanceOf(LaunchFailedException.class);
    }
  }

  @Test
  void aProgramThatIsNotExecutableIsALaunchThatFailed() throws IOException {
    Path file = Files.writeString(folder.resolve("plain"), "text");
    Request request = new Request(List.of(file.toString()), ENVIRONMENT, folder, LONG);
    assertThatThrownBy(() -> command().run(request)).isInstanceOf(LaunchFailedException.class);
  }

  @Test
  void moreThanAMebibyteIsDroppedNotWaitedFor() throws InterruptedException {
    Result result = run("head -c 5000000 /dev/zero | tr '\\0' x; echo done >&2", LONG);
    assertThat(result).isEqualTo(new Result.Ended(0, "x".repeat(1024 * 1024), "done\n"));
  }

  @Test
  void whenTimeIsOverTheWholeTreeIsKilled() throws Exception {
    String child = "sh -c 'trap \"\" TERM; echo $$ >>pids; while :; do sleep 0.1; done'";
    Result result =
        run("echo begun; " + child + " & " + child + " & sleep 300", SHORT.multipliedBy(10));
    // The shell may see its children die before it does, and say so.
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.TimedOut.class, late -> assertThat(late.out()).isEqualTo("begun\n"));
    List<String> pids = Files.readAllLines(folder.resolve("pids"));
    assertThat(pids).hasSize(2);
    TestRuns.await(
        () -> pids.stream().noneMatch(pid -> Files.exists(Path.of("/proc", pid, "exe"))));
  }

  @Test
  void whatItLeavesBehindIsNotWaitedFor() throws InterruptedException {
    Result result = run("sleep 20 & echo $!", LONG);
    assertThat(result).isInstanceOf(Result.Ended.class);
    long left = Long.parseLong(((Result.Ended) result).out().strip());
    assertThat(ProcessHandle.of(left).map(ProcessHandle::isAlive)).contains(true);
    ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void anInterruptKillsIt() throws Exception {
    AtomicReference<Object> seen = new AtomicReference<>("nothing");
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                seen.set(run("echo $$ >>pids; sleep 300", LONG));
              } catch (InterruptedException e) {
                seen.set(e);
              }
            });
    TestRuns.await(() -> Files.exists(folder.resolve("pids")));
    thread.interrupt();
    thread.join();
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    List<String> pids = Files.readAllLines(folder.resolve("pids"));
    TestRuns.await(
        () -> pids.stream().noneMatch(pid -> Files.exists(Path.of("/proc", pid, "exe"))));
  }
}
