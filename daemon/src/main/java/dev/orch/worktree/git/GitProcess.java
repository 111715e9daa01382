package dev.orch.worktree.git;

import dev.orch.worktree.WorktreeFailedException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Starts one git and waits for it. One that may start others runs in a process session of its own
 * where {@code setsid(1)} is there, because a killed {@code git worktree add} leaves a child behind
 * that goes on writing; when time is over, the thread is interrupted, or something holds git's
 * output open after its end, the whole group is ended.
 */
final class GitProcess {
  private static final int MOST_OUTPUT = 16 * 1024 * 1024;
  private static final int MOST_RAW_OUTPUT = 64 * 1024 * 1024;
  private static final int MOST_ERRORS = 64 * 1024;

  /**
   * To end by itself for one whose caller is interrupted, as most are about to: at a SIGTERM
   * between the making of a lock file and its own note of it, git leaves the file behind. And to
   * end at the SIGTERM for one that did not.
   */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration INTERVAL = Duration.ofMillis(5);

  /** For the rest of what it wrote; who holds its streams longer is somebody else. */
  private static final Duration READ_AFTER_END = Duration.ofSeconds(1);

  /** For a reader that had no time on a busy machine: nobody of git's writes any more. */
  private static final Duration READ_AFTER_KILL = Duration.ofSeconds(5);

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
   * @param program git's path, behind {@code setsid} where it gets a session of its own
   * @throws WorktreeFailedException if git cannot be started, takes too long, prints too much or
   *     leaves behind who may still print
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
    boolean isRaw = call.charset().equals(StandardCharsets.ISO_8859_1);
    BoundedOutput out =
        BoundedOutput.of(process.getInputStream(), isRaw ? MOST_RAW_OUTPUT : MOST_OUTPUT);
    BoundedOutput err = BoundedOutput.of(process.getErrorStream(), MOST_ERRORS);
    Thread.ofVirtual().start(this::say);
    try {
      if (!process.waitFor(call.atMost())) {
        kill();
        throw new WorktreeFailedException(
            call.name() + " took longer than " + call.atMost() + " and was ended");
      }
      if (!out.ends(READ_AFTER_END) || !err.ends(READ_AFTER_END)) {
        kill();
        // Half an answer is none; half of what it complained of still says why.
        if (!out.ends(READ_AFTER_KILL)) {
          throw new WorktreeFailedException(
              call.name() + " left a program behind that holds its output open");
        }
      }
    } catch (InterruptedException e) {
      awaitEnd(List.of(process.toHandle()));
      kill();
      Thread.currentThread().interrupt();
      throw new WorktreeFailedException(call.name() + " was interrupted", e);
    }
    if (out.isCut()) {
      throw new WorktreeFailedException(call.name() + " printed more than can be read");
    }
    return new GitResult(
        process.exitValue(), out.text(call.charset()), err.text(StandardCharsets.UTF_8));
  }

  /** On a thread of its own: nobody waits for a git that does not read. */
  private void say() {
    if (call.text().isEmpty()) {
      return;
    }
    try (OutputStream in = process.getOutputStream()) {
      in.write(call.text().getBytes(call.charset()));
    } catch (IOException _) {
      // It ended before it had read everything; its exit code says why.
    }
  }

  /**
   * By SIGTERM first, at which git takes away the lock files that it has noted; what does not end
   * is killed.
   */
  private void kill() {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    signalGroup("TERM");
    tree.forEach(ProcessHandle::destroy);
    awaitEnd(tree);
    signalGroup("KILL");
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Bounded. A further interrupt does not shorten it, or git would leave its lock files behind; it
   * is kept for the caller.
   */
  private static void awaitEnd(List<ProcessHandle> processes) {
    long end = System.nanoTime() + GRACE.toNanos();
    boolean interrupted = false;
    while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void signalGroup(String signal) {
    if (!leadsGroup) {
      return;
    }
    try {
      Process killer =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "kill -s \"$1\" -- \"-$2\"",
                  "sh",
                  signal,
                  Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      awaitEnd(List.of(killer.toHandle()));
      killer.destroyForcibly();
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
    // Written by the reader alone; what is kept, too, may be asked for while it reads.
    private volatile boolean cut;

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
          cut = cut || room < n;
        }
      } catch (IOException _) {
        // The stream was closed at the end of the process: what came, came.
      }
    }

    /** Waits for the end of the stream; false if somebody still holds it. */
    boolean ends(Duration atMost) throws InterruptedException {
      return reader.join(atMost);
    }

    /** Whether more came than is kept. */
    boolean isCut() {
      return cut;
    }

    /** What was kept so far. */
    String text(Charset charset) {
      return kept.toString(charset);
    }
  }
}
