package dev.orch.environment;

import dev.orch.runtime.LaunchFailedException;
import dev.orch.runtime.ShortCommand;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Asks the user's login shell what environment a terminal would have. Profiles print what they
 * like, so the answer stands between marks that nobody can guess. Understood by bash, zsh, fish,
 * ksh and dash.
 */
public final class LoginShell {
  private static final String USUAL = "/bin/sh";
  private static final int MARK_BYTES = 16;

  private final ShortCommand commands;
  private final RandomGenerator random;
  private final Duration patience;

  /**
   * Asks nothing yet.
   *
   * @param random for the marks; a secure one
   * @param patience how long the shell may take
   */
  public LoginShell(ShortCommand commands, RandomGenerator random, Duration patience) {
    this.commands = commands;
    this.random = random;
    this.patience = patience;
  }

  /**
   * Asks the shell that {@code SHELL} names.
   *
   * @param environment what the shell is started with; {@code TERM} is set to {@code dumb}
   * @throws InterruptedException if the thread was interrupted; the shell is then killed
   */
  public ShellAnswer ask(Map<String, String> environment) throws InterruptedException {
    String shell = shell(environment);
    String mark = mark();
    try {
      ShortCommand.Result result =
          commands.run(
              new ShortCommand.Request(
                  List.of(shell, "-l", "-i", "-c", script(mark)),
                  inDumbTerminal(environment),
                  folder(environment),
                  patience));
      return switch (result) {
        case ShortCommand.Result.Ended(int code, String out, String _) ->
            read(shell, out, mark, code);
        case ShortCommand.Result.TimedOut _ -> new ShellAnswer.TimedOut(shell);
      };
    } catch (LaunchFailedException | UncheckedIOException e) {
      return new ShellAnswer.Unusable(shell, String.valueOf(e.getMessage()));
    }
  }

  private static String shell(Map<String, String> environment) {
    String named = environment.getOrDefault("SHELL", "");
    return named.startsWith("/") && Files.isExecutable(Path.of(named)) ? named : USUAL;
  }

  private static Path folder(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return home.isAbsolute() && Files.isDirectory(home) ? home : Path.of("/");
  }

  private static Map<String, String> inDumbTerminal(Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("TERM", "dumb");
    return variables;
  }

  private String mark() {
    byte[] bytes = new byte[MARK_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The same in every shell; {@code env} by its path, because profiles may spoil the PATH. */
  private static String script(String mark) {
    return "printf '%s' '" + mark + "'; /usr/bin/env -0; printf '%s' '" + mark + "'";
  }

  private static ShellAnswer read(String shell, String out, String mark, int code) {
    int begin = out.indexOf(mark);
    int end = begin < 0 ? -1 : out.indexOf(mark, begin + mark.length());
    if (end < 0) {
      return new ShellAnswer.Unusable(
          shell, "it ended with code " + code + " before it had said everything");
    }
    Map<String, String> variables = new HashMap<>();
    for (String pair : out.substring(begin + mark.length(), end).split("\0", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        variables.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return new ShellAnswer.Told(variables);
  }
}
