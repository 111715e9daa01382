package dev.orch.dist.cli;

import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a home of their own who runs programs in it and sees what they print. */
public final class Person {
  private static final int PATIENCE_SECONDS = 90;
  private static final Pattern PID = Pattern.compile("\"pid\" *: *(\\d+)");

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private Path folder;
  private int runs;

  /** What a program printed and ended with. */
  public record Result(int exit, String out, String err) {}

  /** With nothing in the environment but PATH and HOME. */
  public Person(Path home) throws IOException {
    this.home = Files.createDirectories(home);
    this.folder = home;
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", home.toString());
  }

  /** Their home folder. */
  public Path home() {
    return home;
  }

  /** Where their daemon keeps its state. */
  public Path stateFolder() {
    return home.resolve(".local/state/orch");
  }

  /** Sets a variable of the environment. */
  public Person with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Takes a variable out of the environment. */
  public Person without(String name) {
    variables.remove(name);
    return this;
  }

  /** Goes to a folder; at first they are at home. */
  public Person in(Path place) {
    folder = place;
    return this;
  }

  /** Runs the image's own orch. */
  public Result orch(String... arguments) {
    return run(RealDaemon.image().resolve("bin/orch"), arguments);
  }

  /** Runs a program and waits until it has ended and closed its output. */
  public Result run(Path program, String... arguments) {
    try {
      Started started = start(program, arguments);
      if (!started.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        started.process().destroyForcibly();
        throw new AssertionError("%s does not end: %s".formatted(program, started.result()));
      }
      return started.result();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A program that runs; what it prints goes into files. */
  public record Started(Process process, Path out, Path err) {
    /** What there is of it by now; the exit code is -1 as long as it runs. */
    public Result result() {
      try {
        return new Result(
            process.isAlive() ? -1 : process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Starts a program. */
  public Started start(Path program, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(List.of(arguments));
    runs++;
    Path out = home.resolve("out." + runs);
    Path err = home.resolve("err." + runs);
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    try {
      return new Started(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a line of shell. */
  public Result shell(String line) {
    return run(Path.of("/bin/sh"), "-c", line);
  }

  /** The process that runs as this person's daemon, whether it was asked nicely or not. */
  public long daemonPid() {
    Matcher pid = PID.matcher(orch("health", "--json").out());
    if (!pid.find()) {
      throw new AssertionError("no daemon of this person runs");
    }
    return Long.parseLong(pid.group(1));
  }
}
