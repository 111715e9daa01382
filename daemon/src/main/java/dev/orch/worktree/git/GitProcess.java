package dev.orch.worktree.git;

import dev.orch.worktree.WorktreeFailedException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts one git and waits for it. It runs in a process session of its own where {@code setsid(1)}
 * is there, because a killed {@code git worktree add} leaves a child behind that goes on writing;
 * when time is over, or the thread is interrupted, the whole group is killed.
 */
final class GitProcess {
  private static final int MOST_OUTPUT = 16 * 1024 * 1024;
  private static final int MOST_ERRORS = 64 * 1024;
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);
  private final GitCall call;
  private final Process process;
  private final boolean leadsGroup;

  private GitProcess(GitCall call, Process process, boolean leadsGroup) {
    this.call = call;
    this.process = process;
    this.leadsGroup = leadsGroup;
  }

  /**
   * Runs the command to its end.
   *
   * @param launcher put before git: {@code setsid} or nothing
   * @throws WorktreeFailedException if git cannot be started, takes too long or prints too much
   */
  static GitResult run(GitCall call, List<String> launcher, Map<String, String> environment) {
    List<String> argv = new ArrayList<>(launcher);
    argv.add("git");
    argv.addAll(call.place().options());
    argv.addAll(call.arguments());
    ProcessBuilder builder = new ProcessBuilder(argv).directory(call.place().folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path from = call.from();
    if (from != null) {
      builder.redirectInput(from.toFile());
    } else if (call.text().isEmpty()) {
      builder.redirectInput(Redirect.from(new File("/dev/null")));
    }
    Path to = call.to();
    if (to != null) {
      builder.redirectOutput(to.toFile());
    }
    try {
      return new GitProcess(call, builder.start(), !launcher.isEmpty()).result();
    } catch (IOException e) {
      throw new WorktreeFailedException(call.name() + " could not be started", e);
    }
  }

  private GitResult result() {
    BoundedOutput out = BoundedOutput.of(process.getInputStream(), MOST_OUTPUT);
    BoundedOutput err = BoundedOutput.of(process.getErrorStream(), MOST_ERRORS);
    try {
      say();
      if (!process.waitFor(call.atMost())) {
        kill();
        throw new WorktreeFailedException(
            call.name() + " took longer than " + call.atMost() + " and was ended");
      }
      boolean complete = out.complete(KILL_GRACE);
      err.complete(KILL_GRACE);
      if (!complete) {
        kill();
        throw new WorktreeFailedException(call.name() + " printed more than can be read");
      }
      return new GitResult(process.exitValue(), out.text(), err.text());
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new WorktreeFailedException(call.name() + " was interrupted", e);
    }
  }

  private void say() {
    if (call.text().isEmpty()) {
      return;
    }
    try (OutputStream in = process.getOutputStream()) {
      in.write(call.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It ended before it had read everything; its exit code says why.
    }
  }

  private void kill() {
    List<ProcessHandle> tree = process.descendants().toList();
    if (leadsGroup) {
      killGroup();
    }
    tree.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void killGroup() {
    try {
      Process killer =
          new ProcessBuilder(
                  "sh", "-c", "kill -KILL -- \"-$1\"", "sh", Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (!killer.waitFor(KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        killer.destroyForcibly();
      }
    } catch (IOException _) {
      // Without a shell the descendants that are known are killed one by one.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
