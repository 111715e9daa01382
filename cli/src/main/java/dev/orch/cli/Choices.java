package dev.orch.cli;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. Filled while the command line is parsed. */
public final class Choices {
  static final String JSON = "--json";

  @Option(
      names = JSON,
      scope = ScopeType.INHERIT,
      description = "The API's answer as it is; one object per line for streams.")
  private boolean json;

  @Option(names = "--utc", scope = ScopeType.INHERIT, description = "Times in UTC.")
  private boolean utc;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "What this command does, with examples.")
  private boolean help;

  /**
   * Finds who reads the output in a command line that the parser gave up, perhaps before it came to
   * that option. A word behind {@code --} is no option.
   */
  void lookAt(List<String> arguments) {
    json |= arguments.stream().takeWhile(word -> !word.equals("--")).anyMatch(JSON::equals);
  }

  /** Whether a program reads the output. */
  public boolean json() {
    return json;
  }

  /** Whether help was asked for. */
  public boolean help() {
    return help;
  }

  /** The zone that times are shown in. */
  public ZoneId zone() {
    return utc ? ZoneOffset.UTC : ZoneId.systemDefault();
  }
}
