package dev.orch.setup;

import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ShortCommand;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/**
 * Runs a project's script in a worktree by {@code /bin/sh -e}: it ends at the first command that
 * fails. Its output goes to a file as it comes. When time is over, or it is not wanted any more,
 * its whole tree is killed.
 */
final class Script {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration FOR_THE_END = Duration.ofSeconds(10);
  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 20;

  private final ShortCommand commands;

  Script(ShortCommand commands) {
    this.commands = commands;
  }

  /**
   * What to run.
   *
   * @param name of its files in {@code folder}
   * @param environment complete
   * @param folder for the script and its log; nobody but us is in it
   * @param atMost how long it may take
   */
  record Run(
      String name,
      String text,
      Map<String, String> environment,
      Path worktree,
      Path folder,
      Duration atMost) {
    Path log() {
      return folder.resolve(name + ".log");
    }
  }

  /** What came of it. */
  sealed interface Result {
    /** It ended by itself. */
    record Ended(int code) implements Result {}

    /** Time was over. */
    record TimedOut() implements Result {}

    /** It was not wanted any more. */
    record Cancelled() implements Result {}
  }

  /**
   * Runs it.
   *
   * @param unwanted asked again and again; true ends it
   * @throws LaunchFailedException if it could not be started
   * @throws UncheckedIOException if its files cannot be written
   * @throws InterruptedException if the thread was interrupted; the tree is then killed
   */
  Result run(Run run, BooleanSupplier unwanted) throws InterruptedException {
    ShortCommand.Request request = request(run);
    FutureTask<ShortCommand.Result> task = new FutureTask<>(() -> commands.run(request));
    Thread runner = Thread.ofVirtual().name("script-" + run.name()).start(task);
    try {
      while (!runner.join(BETWEEN_LOOKS)) {
        if (unwanted.getAsBoolean()) {
          return new Result.Cancelled();
        }
      }
      return switch (task.get()) {
        case ShortCommand.Result.Ended(int code, _, _) -> new Result.Ended(code);
        case ShortCommand.Result.TimedOut _ -> new Result.TimedOut();
      };
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("a script could not be run", failure);
    } finally {
      end(runner);
    }
  }

  /** Waits until the tree is killed, whoever ends the waiting thread too. */
  private static void end(Thread runner) {
    runner.interrupt();
    try {
      boolean _ = runner.join(FOR_THE_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ShortCommand.Request request(Run run) {
    Path script = run.folder().resolve(run.name() + ".sh");
    try {
      for (Path file : List.of(script, run.log())) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
      }
      Files.writeString(script, run.text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the script to " + run.folder(), e);
    }
    return new ShortCommand.Request(
        List.of(
            "/bin/sh",
            "-c",
            "exec /bin/sh -e \"$1\" >>\"$2\" 2>&1",
            run.name(),
            script.toString(),
            run.log().toString()),
        run.environment(),
        run.worktree(),
        run.atMost());
  }

  /** The end of what it printed. */
  static String tail(Run run) {
    try (RandomAccessFile file = new RandomAccessFile(run.log().toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL_BYTES));
      byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
