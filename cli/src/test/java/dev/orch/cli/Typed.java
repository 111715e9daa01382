package dev.orch.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Somebody at a terminal of their own: types command lines and reads what comes back. */
public final class Typed {
  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private Screen screen = Screen.NONE;
  private String input = "";
  private Path launcher;

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

  public Typed launching(Path script) {
    this.launcher = script;
    return this;
  }

  public Surroundings surroundings() {
    return new Surroundings(Map.copyOf(variables), home, launcher);
  }

  /** All commands. */
  CommandLine commands() {
    return orch(System.out, System.err).commands();
  }

  /** What a command line ends with whose output nobody reads. */
  public int runUnread(String... args) {
    OutputStream nobody =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream out = new PrintStream(nobody, false, StandardCharsets.UTF_8);
    return orch(out, new PrintStream(OutputStream.nullOutputStream())).run(args);
  }

  public Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Orch orch =
        orch(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    int exit = orch.run(args);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Orch orch(PrintStream out, PrintStream err) {
    return new Orch(
        surroundings(),
        screen,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        out,
        err);
  }
}
