package dev.orch.runtime.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ProcessSpec;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StopOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Starts {@code launch.sh} and waits until the supervisor has claimed the run or given up. */
final class Launcher {
  private static final Duration CLAIMED_WITHIN = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMillis(1);

  private final Machine machine;
  private final Scripts scripts;

  Launcher(Machine machine, Scripts scripts) {
    this.machine = machine;
    this.scripts = scripts;
  }

  /**
   * Does nothing if someone else claims the run meanwhile.
   *
   * @throws LaunchFailedException if nobody has claimed it; nobody will, then
   */
  void launch(RunDirectory directory, ProcessSpec spec, Map<String, String> environment) {
    Path folder = spec.folder().toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new LaunchFailedException("the folder to start in is gone: " + folder);
    }
    byte[] text = LaunchText.of(spec.argv(), environment).getBytes(UTF_8);
    try {
      Process process = begin(directory.folder(), folder, text.length);
      Thread.ofVirtual().name("launch " + directory.folder()).start(() -> hand(text, process));
      boolean ended = Pause.until(() -> !process.isAlive(), INTERVAL, CLAIMED_WITHIN);
      if (!ended && directory.status() instanceof RunStatus.Unclaimed) {
        abandon(directory);
      }
      if (directory.status() instanceof RunStatus.Unclaimed) {
        throw new LaunchFailedException(
            ended
                ? "no supervisor started: "
                    + new String(process.getInputStream().readAllBytes(), UTF_8).strip()
                : "no supervisor claimed the run within " + CLAIMED_WITHIN.toSeconds() + " s");
      }
    } catch (IOException e) {
      throw new LaunchFailedException("cannot run " + machine.shell().program(), e);
    }
  }

  private Process begin(Path run, Path folder, int length) throws IOException {
    Shell shell = machine.shell();
    ProcessBuilder builder =
        new ProcessBuilder(
            shell.program().toString(),
            scripts.launch().toString(),
            shell.program().toString(),
            scripts.supervise().toString(),
            run.toString(),
            machine.table().bootId(),
            shell.proc().toString(),
            Integer.toString(length),
            folder.toString());
    builder.environment().clear();
    builder.environment().putAll(shell.environment());
    return builder.directory(run.toFile()).redirectErrorStream(true).start();
  }

  /** Ends when the supervisor has all, or has ended: then its last words say why. */
  private static void hand(byte[] text, Process process) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(text);
    } catch (IOException _) {
      // The pipe has no reader any more: nothing was claimed, and the caller finds that out.
    }
  }

  /** Not even a supervisor that only hangs may claim the run after the caller was told. */
  private void abandon(RunDirectory directory) {
    StopOutcome _ = ProcessTree.ofScripts(machine, directory).kill();
  }
}
