package dev.orch.cli.demo;

import dev.orch.cli.Surroundings;
import dev.orch.cli.failure.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place of its own: home, state and repository of the demo, with nothing of the user's in it.
 *
 * @param folder all of it is below
 */
record DemoPlace(Path folder) {
  /** What a program needs of the user's environment whatever it does. */
  private static final Set<String> NEEDED =
      Set.of(
          "PATH",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TMPDIR",
          "TZ",
          "JAVA_HOME",
          "NO_COLOR",
          "ORCH_LAUNCH_LC_ALL");

  /** What would lead the demo to the user's own daemon or database. */
  private static final Set<String> MISLEADING = Set.of("PORT", "HOST", "DATABASE_URL");

  /** Makes a new one where this user's temporary files go. */
  static DemoPlace create(Surroundings user) {
    Path temporary = Path.of(user.variable("TMPDIR").orElse(System.getProperty("java.io.tmpdir")));
    try {
      Path folder = Files.createTempDirectory(temporary, "orch-demo-").toRealPath();
      for (String name : new String[] {"home", "state", "config", "cache", "data"}) {
        Files.createDirectory(folder.resolve(name));
      }
      return new DemoPlace(folder);
    } catch (IOException e) {
      throw CliException.refused("No temporary folder can be made: " + e.getMessage());
    }
  }

  /** Where the repository is. */
  Path repository() {
    return folder.resolve("shop");
  }

  /** What the state folder of the demo's daemon is in. */
  Path stateHome() {
    return folder.resolve("state");
  }

  /** What git is run with. */
  Map<String, String> bareVariables(Surroundings user) {
    Map<String, String> variables = new HashMap<>();
    user.variables().entrySet().stream()
        .filter(variable -> NEEDED.contains(variable.getKey()))
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
    variables.put("HOME", folder.resolve("home").toString());
    variables.put("SHELL", "/bin/sh");
    return variables;
  }

  /** The surroundings of a daemon with scripted agents: nothing of the user's. */
  Surroundings scripted(Surroundings user) {
    Map<String, String> variables = bareVariables(user);
    variables.put(
        "ORCH_CLAUDE_BIN", user.image().resolve("bin").resolve("scripted-agent").toString());
    return surroundings(user, variables);
  }

  /** The surroundings of a daemon with real agents: the user's home and login, our own state. */
  Surroundings real(Surroundings user) {
    Map<String, String> variables = new HashMap<>();
    user.variables().entrySet().stream()
        .filter(variable -> !MISLEADING.contains(variable.getKey()))
        .filter(variable ->
            !variable.getKey().startsWith("ORCH_")
                || variable.getKey().startsWith("ORCH_LAUNCH_")
                || variable.getKey().equals("ORCH_CLAUDE_BIN"))
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
    return surroundings(user, variables);
  }

  private Surroundings surroundings(Surroundings user, Map<String, String> variables) {
    variables.put("XDG_STATE_HOME", stateHome().toString());
    variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    variables.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    variables.put("XDG_DATA_HOME", folder.resolve("data").toString());
    variables.put("ORCH_LAUNCH_INSTALLATION", folder.toString());
    variables.put("PORT", "0");
    variables.put("ORCH_PORT", "0");
    variables.put("ORCH_MAX_SESSIONS", "3");
    return new Surroundings(Map.copyOf(variables), folder, user.launcher());
  }

  /** Removes all of it; follows no link. */
  void remove() {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be removed".formatted(folder), e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
