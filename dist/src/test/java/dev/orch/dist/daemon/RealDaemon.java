package dev.orch.dist.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon of the built image on a state folder of its own; may be killed and started again. */
public final class RealDaemon implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path home;
  private final Map<String, String> variables;
  private final List<String> before;
  private Process process;

  private RealDaemon(
      Path home, Map<String, String> variables, List<String> before, Process process) {
    this.home = home;
    this.variables = variables;
    this.before = before;
    this.process = process;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param home made if it is missing; all folders of the daemon lie below it
   * @param more variables beside {@code PATH} and {@code HOME}
   */
  public static RealDaemon start(Path home, Map<String, String> more) throws IOException {
    return start(home, more, List.of());
  }

  /**
   * The same by way of another program.
   *
   * @param before the words of a command that becomes the one behind it, in the same process
   */
  static RealDaemon start(Path home, Map<String, String> more, List<String> before)
      throws IOException {
    Files.createDirectories(home);
    Map<String, String> variables = new HashMap<>(more);
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", home.toString());
    variables.putIfAbsent("PORT", "0");
    variables.putIfAbsent("SHELL", "/bin/sh");
    variables.putIfAbsent("ORCH_LAUNCH_MEMORY", "0B");
    RealDaemon daemon =
        new RealDaemon(home, Map.copyOf(variables), before, launch(home, variables, before));
    daemon.awaitListening();
    return daemon;
  }

  /** The folder of the built image. */
  public static Path image() {
    return Path.of(System.getProperty("orch.image", "target/image")).toAbsolutePath();
  }

  private static Process launch(Path home, Map<String, String> variables, List<String> before)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(before);
    command.addAll(List.of(image().resolve("bin/orch").toString(), "daemon"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("daemon.out").toFile()));
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** Kills it as nothing can be caught, waits until it is gone, and starts it again. */
  public void killAndRestart() throws IOException, InterruptedException {
    kill();
    startAgain();
  }

  /** Starts it again after it was killed, on what it left. */
  public void startAgain() throws IOException {
    process = launch(home, variables, before);
    awaitListening();
  }

  /** Kills it as nothing can be caught and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void awaitListening() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (facts().filter(facts -> facts.path("pid").asLong() == process.pid()).isPresent()) {
        return;
      }
      if (!process.isAlive()) {
        throw new AssertionError("the daemon ended: " + output());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("the daemon does not listen: " + output());
  }

  private Optional<JsonNode> facts() {
    try {
      return Optional.of(JSON.readTree(Files.readString(stateFolder().resolve("daemon.json"))));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** What it wrote to its terminal. */
  public String output() {
    try {
      return Files.readString(home.resolve("daemon.out"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its state folder. */
  public Path stateFolder() {
    return home.resolve(".local/state/orch");
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** A client with the token of this installation, for the address of this start. */
  public Api api() {
    try {
      String token = Files.readString(stateFolder().resolve("token")).strip();
      return new Api(facts().orElseThrow().path("url").asString(), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end; its agents go on. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
