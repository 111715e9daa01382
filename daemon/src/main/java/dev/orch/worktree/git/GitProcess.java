package dev.orch.worktree.git;

import dev.orch.worktree.WorktreeFailedException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts one git and waits for it. It runs in a process session of its own where {@code setsid(1)}
 * is there, because a killed {@code git worktree add} leaves a child behind that goes on writing;
 * when time is over, or the thread is interrupted, the whole group is ended.
 */
final class GitProcess {
  private static final int MOST_OUTPUT = 16 * 1024 * 1024;
  private static final int MOST_ERRORS = 64 * 1024;
  private static final Duration TERM_GRACE = Duration.ofSeconds(2);
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
   * @param program git's path, with {@code setsid} before it where there is one
   * @throws WorktreeFailedException if git cannot be started, takes too long or prints too much
   */
  static GitResult run(GitCall call, List<String> program, Map<String, String> environment) {
    List<String> argv = new ArrayList<>(program);
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
      return new GitProcess(call, builder.start(), program.size() > 1).result();
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

  /** By SIGTERM first, at which git takes its lock files away; what does not end is killed. */
  private void kill() {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    signalGroup("TERM");
    tree.forEach(ProcessHandle::destroy);
    awaitEnd(tree);
    signalGroup("KILL");
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  /** A further interrupt does not shorten it: git would leave its lock files behind. */
  private static void awaitEnd(List<ProcessHandle> tree) {
    CompletableFuture.allOf(
            tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, TERM_GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private void signalGroup(String signal) {
    if (!leadsGroup) {
      return;
    }
    try {
      Process killer =
          new ProcessBuilder(
                  "sh", "-c", "kill -\"$1\" -- \"-$2\"", "sh", signal, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      killer
          .onExit()
          .completeOnTimeout(killer, KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)
          .join()
          .destroyForcibly();
    } catch (IOException _) {
      // Without a shell the descendants that are known are ended one by one.
    }
  }

  /**
   * Reads a stream to its end on a thread of its own and keeps its beginning. The rest is read too,
   * so that the writer never blocks.
   */
  private static final class BoundedOutput {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final InputStream stream;
    private final int limit;
    private final Thread reader;
    // Written by the reader, read by others only after they joined it.
    private boolean cut;

    private BoundedOutput(InputStream stream, int limit) {
      this.stream = stream;
      this.limit = limit;
      this.reader = Thread.ofVirtual().unstarted(this::readAll);
    }

    static BoundedOutput of(InputStream stream, int limit) {
      BoundedOutput output = new BoundedOutput(stream, limit);
      output.reader.start();
      return output;
    }

    private void readAll() {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          int room = Math.min(n, limit - kept.size());
          kept.write(buffer, 0, room);
          cut |= room < n;
        }
      } catch (IOException _) {
        // The process was killed, or someone it left behind holds the stream: what came, came.
        cut = true;
      }
    }

    /** Waits for the end of the stream; when it does not come in time, the output counts as cut. */
    boolean complete(Duration atMost) throws InterruptedException {
      return reader.join(atMost) && !cut;
    }

    /** What was kept; to be asked only after {@link #complete}. */
    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
