package dev.orch.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Somebody at a terminal of their own: types command lines and reads what comes back. */
public final class Typed {
  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private Screen screen = Screen.NONE;
  private String input = "";
  private Runnable whenTold = () -> {};
  private Path launcher;
  private volatile @Nullable Orch typing;
  private volatile ByteArrayOutputStream told = new ByteArrayOutputStream();

  /** What a command line printed and ended with. */
  public record Result(int exit, String out, String err) {
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  /** At home in this folder, in which nothing is yet. */
  public Typed(Path home) {
    this.home = home;
    this.launcher = home.resolve("no-launcher");
    variables.put("HOME", home.toString());
    variables.put("PATH", System.getenv("PATH"));
    variables.put("LANG", "en_GB.UTF-8");
  }

  public Path stateFolder() {
    return home.resolve(".local/state/orch");
  }

  public Typed with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Typed at(Screen terminal) {
    this.screen = terminal;
    return this;
  }

  public Typed piping(String text) {
    this.input = text;
    return this;
  }

  /** Does this whenever something was said on the error output. */
  public Typed whenTold(Runnable reaction) {
    this.whenTold = reaction;
    return this;
  }

  /** Interrupts the command that runs: what the process would do before it ends. */
  public void interrupt() {
    Orch running = typing;
    if (running != null) {
      running.interrupted();
    }
  }

  /** All that the last command line has said on the error output by now. */
  public String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  public Typed launching(Path script) {
    this.launcher = script;
    return this;
  }

  public Surroundings surroundings() {
    return new Surroundings(Map.copyOf(variables), home, launcher);
  }

  /** What a command line works with, for a part of one; all that it prints goes to one place. */
  public CommandContext context(OutputStream printed) {
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Output output = new Output(printed, err, screen, new Choices(), surroundings());
    return new CommandContext(
        surroundings(), output, new Parting(output::warning), typedIn(), Clock.systemUTC());
  }

  /** All commands. */
  CommandLine commands() {
    return orch(System.out, System.err).commands();
  }

  /** What a command line ends with whose output nobody reads. */
  public int runUnread(String... args) {
    return runUnwritable("Broken pipe", args).exit();
  }

  /** The same where writing the output fails with this message. */
  public Result runUnwritable(String why, String... args) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };
    return run(out, args);
  }

  public Result run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  private Result run(OutputStream out, String... args) {
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            whenTold.run();
          }
        };
    Orch orch = orch(out, new PrintStream(err, false, StandardCharsets.UTF_8));
    typing = orch;
    told = err;
    int exit = orch.run(args);
    String printed =
        out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
    return new Result(exit, printed, err.toString(StandardCharsets.UTF_8));
  }

  private Orch orch(OutputStream out, PrintStream err) {
    return new Orch(surroundings(), screen, typedIn(), out, err);
  }

  private InputStream typedIn() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }
}
