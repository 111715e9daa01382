package dev.orch.cli.command.ui;

import dev.orch.cli.Surroundings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's browser, as their desktop knows it.
 *
 * @param surroundings of who wants it opened
 */
record Browser(Surroundings surroundings) {
  private static final String LAUNCH = "ORCH_LAUNCH_";

  /** What the launcher replaced for our own JVM. */
  private static final List<String> REPLACED =
      List.of("LC_ALL", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /**
   * Opens the link and does not wait for what comes of it.
   *
   * @return false where there is no desktop to open it on, or nothing that does
   */
  boolean open(String link) {
    Optional<Path> opener = surroundings.variable("CI").isPresent() ? Optional.empty() : opener();
    return opener.isPresent() && start(opener.get(), link);
  }

  private Optional<Path> opener() {
    boolean desktop =
        Stream.of("DISPLAY", "WAYLAND_DISPLAY")
            .anyMatch(name -> surroundings.variable(name).isPresent());
    return isMac() ? onPath("open") : desktop ? onPath("xdg-open") : onPath("wslview");
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private Optional<Path> onPath(String program) {
    return Stream.of(surroundings.variable("PATH").orElse("").split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean start(Path opener, String link) {
    ProcessBuilder builder =
        new ProcessBuilder(opener.toString(), link)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(surroundings.variables());
    for (String name : REPLACED) {
      Optional.ofNullable(variables.get(LAUNCH + name))
          .ifPresent(own -> {
            variables.put(name, own);
            variables.remove(name, "");
          });
    }
    variables.keySet().removeIf(name -> name.startsWith(LAUNCH));
    try {
      builder.start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
