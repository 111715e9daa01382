package dev.orch.runtime.sh;

import dev.orch.domain.operation.ShellWord;
import dev.orch.runtime.LaunchFailedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Says in shell text what the agent is: its whole environment and its argv. The text goes through a
 * pipe: no value is ever on a command line, in a file or in the environment of the scripts.
 */
final class LaunchText {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Of bash itself, read-only there; no program but bash reads them. */
  private static final Set<String> OF_THE_SHELL =
      Set.of("BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID", "OPTIND");

  /** What the scripts' own environment and bash bring along. */
  private static final String CLEAN = "unset PATH LC_ALL OLDPWD PWD SHLVL _\n";

  private LaunchText() {}

  /**
   * Text for {@code eval}. Names that no shell can export ({@code BASH_FUNC_ls%%}) are left out.
   *
   * @throws LaunchFailedException if there is no argv, or a NUL in it or in a value
   */
  static String of(List<String> argv, Map<String, String> environment) {
    if (argv.isEmpty()) {
      throw new LaunchFailedException("there is no program to start");
    }
    StringBuilder text = new StringBuilder(CLEAN);
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          if (NAME.matcher(name).matches() && !OF_THE_SHELL.contains(name)) {
            text.append("export ").append(name).append('=').append(quoted(value)).append('\n');
          }
        });
    text.append("set -- \"$@\"");
    argv.forEach(argument -> text.append(' ').append(quoted(argument)));
    return text.toString();
  }

  private static String quoted(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new LaunchFailedException("an argument or a variable contains a NUL");
    }
    return ShellWord.quoted(value);
  }
}
