package dev.orch.cli;

import dev.orch.cli.failure.CliException;
import dev.orch.cli.failure.Complaint;
import dev.orch.cli.failure.ExitCode;
import dev.orch.cli.text.ShellWord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with.
 *
 * @param variables the environment
 * @param folder the current one
 * @param launcher the script of the image that starts the daemon
 */
public record Surroundings(Map<String, String> variables, Path folder, Path launcher) {
  private static final String US = "orch";

  /** This process's own. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        Map.copyOf(System.getenv()),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("orch.launcher", "orch")).toAbsolutePath());
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** The same with other variables added or replaced. */
  public Surroundings with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(more);
    return new Surroundings(Map.copyOf(all), folder, launcher);
  }

  /** {@code $HOME}; never Java's own idea of it. */
  public Path home() {
    return variable("HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseThrow(() ->
            new CliException(
                ExitCode.PROBLEM,
                Complaint.of("HOME is not set, so there is no place for orch's files.")));
  }

  /** Where the daemon keeps its database, token and log. */
  public Path stateFolder() {
    return xdg("XDG_STATE_HOME", ".local/state");
  }

  /** Where built images are kept. */
  public Path cacheFolder() {
    return xdg("XDG_CACHE_HOME", ".cache");
  }

  /** Where the user's own configuration is. */
  public Path configFolder() {
    return xdg("XDG_CONFIG_HOME", ".config");
  }

  /** The folder of the launcher and all that was built with it. */
  public Path image() {
    Path bin = launcher.getParent();
    return bin == null || bin.getParent() == null ? folder : bin.getParent();
  }

  /** What the user starts: a link, the checkout's script or the image's own launcher. */
  public Path startedAs() {
    return variable("ORCH_LAUNCH_COMMAND").map(Path::of).orElse(launcher);
  }

  /** Whether an agent started us inside a session. */
  public boolean insideAgent() {
    return variable("ORCH_SESSION_ID").isPresent();
  }

  /** Whether the user's locale is one where marks such as ● can be shown. */
  public boolean showsUnicode() {
    String locale =
        variable("ORCH_LAUNCH_LC_ALL")
            .or(() ->
                variables.containsKey("ORCH_LAUNCH_LC_ALL") ? Optional.empty() : variable("LC_ALL"))
            .or(() -> variable("LC_CTYPE"))
            .or(() -> variable("LANG"))
            .orElse("");
    String lower = locale.toLowerCase(Locale.ROOT);
    return lower.contains("utf-8") || lower.contains("utf8");
  }

  /** A path as the user would write it in a shell: how people are shown all that they may copy. */
  public String shown(Path path) {
    Path home = home();
    return path.startsWith(home) && !path.equals(home)
        ? "~/" + ShellWord.of(home.relativize(path).toString())
        : ShellWord.of(path.toString());
  }

  private Path xdg(String name, String below) {
    return variable(name)
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> home().resolve(below))
        .resolve(US);
  }
}
