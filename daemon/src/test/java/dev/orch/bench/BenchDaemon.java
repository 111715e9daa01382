package dev.orch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The daemon of an image, on a home of its own. */
final class BenchDaemon implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("listening on http://[^:]+:([0-9]+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path home;
  private final Process process;
  private final Duration start;
  private final int port;

  private BenchDaemon(Path home, Process process, Duration start, int port) {
    this.home = home;
    this.process = process;
    this.start = start;
    this.port = port;
  }

  /** The state folder below a home, where nothing else is said. */
  static Path stateFolder(Path home) {
    return home.resolve(".local/state/orch");
  }

  /** Starts it and waits until it has answered. */
  static BenchDaemon start(Path image, Path home) throws IOException {
    return start(image, home, Path.of("/usr/bin"));
  }

  /** The same, with programs of this folder before all others. */
  static BenchDaemon start(Path image, Path home, Path programs) throws IOException {
    Path output = home.resolve("daemon.out");
    ProcessBuilder builder =
        new ProcessBuilder(image.resolve("bin/orch").toString(), "daemon")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                programs + ":" + System.getenv("PATH"),
                "HOME",
                home.toString(),
                "PORT",
                "0",
                "SHELL",
                "/bin/sh",
                "JAVA_HOME",
                System.getProperty("java.home")));
    long began = System.nanoTime();
    Process process = builder.start();
    while (System.nanoTime() - began < PATIENCE.toNanos() && process.isAlive()) {
      Optional<Integer> port = port(output);
      if (port.isPresent()) {
        try (Wire wire = new Wire(port.get(), token(home))) {
          wire.get("/api/v1/health");
        }
        Duration start = Duration.ofNanos(System.nanoTime() - began);
        return new BenchDaemon(home, process, start, port.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    process.destroyForcibly();
    throw new IOException("the daemon does not listen: " + Files.readString(output));
  }

  private static Optional<Integer> port(Path output) throws IOException {
    Matcher line = PORT.matcher(Files.exists(output) ? Files.readString(output) : "");
    return line.find() ? Optional.of(Integer.parseInt(line.group(1))) : Optional.empty();
  }

  private static String token(Path home) throws IOException {
    return Files.readString(stateFolder(home).resolve("token")).strip();
  }

  String token() throws IOException {
    return token(home);
  }

  int port() {
    return port;
  }

  /** From its launch to its first answer. */
  Duration startTime() {
    return start;
  }

  /** What it has used of the processors so far; tells more than a clock where others work too. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What it holds of the machine's memory; empty where nobody says. */
  Optional<Long> residentMebibytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return Optional.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
