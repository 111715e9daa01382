package dev.orch;

import dev.orch.api.StartProblem;
import dev.orch.config.DaemonConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The control plane as a process: one per state folder. One that cannot start says why in one line
 * and ends with the exit code of {@link StartProblem}.
 */
public final class Daemon {
  private static final int OK = 0;
  private static final String LAUNCH_PREFIX = "ORCH_LAUNCH_";

  /** What the launcher sets for the JVM; with the prefix it hands on what the user had. */
  private static final List<String> REPLACED =
      List.of("LC_ALL", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private Daemon() {}

  /** Runs until the process is told to end. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(System.getenv(), System.err));
  }

  private static int run(Map<String, String> environment, PrintStream complaints)
      throws IOException, InterruptedException {
    try {
      DaemonConfig config = DaemonConfig.read(environment);
      config.warnings().forEach(warning -> complaints.println("orch: " + warning));
      return runAlone(config, usersOwn(environment), complaints);
    } catch (RuntimeException | IOException failure) {
      Optional<StartRefusal> refusal = StartRefusal.of(failure);
      if (refusal.isEmpty()) {
        throw failure;
      }
      return refuse(refusal.get(), complaints);
    }
  }

  private static int refuse(StartRefusal refusal, PrintStream complaints) {
    complaints.println(refusal.line());
    return refusal.problem().exitCode();
  }

  private static int runAlone(
      DaemonConfig config, Map<String, String> environment, PrintStream complaints)
      throws IOException, InterruptedException {
    makePrivate(config.stateFolder());
    DaemonLog log = DaemonLog.begin(config.stateFolder(), config.logging());
    try (FileChannel channel =
        FileChannel.open(
            config.stateFolder().resolve("daemon.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      Optional<FileLock> lock = tryLock(channel);
      if (lock.isEmpty()) {
        String detail = "a daemon runs already on " + config.stateFolder();
        return refuse(new StartRefusal(StartProblem.DAEMON_RUNNING, detail), complaints);
      }
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endWhenDone(asked, done), "shutdown"));
      try (ControlPlane plane = ControlPlane.open(config, environment, log::mask)) {
        complaints.println("orch: listening on " + plane.url());
        asked.await();
        complaints.println("orch: stopping; agents go on, and orch up takes them up again");
        plane.sayGoodbye();
      } finally {
        done.countDown();
      }
      return OK;
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    }
  }

  /** The body of the hook: asks the main thread to end and waits until it has closed everything. */
  private static void endWhenDone(CountDownLatch asked, CountDownLatch done) {
    asked.countDown();
    try {
      done.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void makePrivate(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Path above = folder.toAbsolutePath().getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** The environment as the user had it, before the launcher replaced some for this JVM. */
  private static Map<String, String> usersOwn(Map<String, String> environment) {
    Map<String, String> own = new HashMap<>(environment);
    own.keySet().removeIf(name -> name.startsWith(LAUNCH_PREFIX));
    for (String name : REPLACED) {
      String users = environment.get(LAUNCH_PREFIX + name);
      if (users != null) {
        own.remove(name);
      }
      if (users != null && !users.isEmpty()) {
        own.put(name, users);
      }
    }
    return Map.copyOf(own);
  }
}
