package dev.orch.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the bench was told on its command line, as {@code --name=value}. */
record Options(Map<String, String> given) {
  private static final Set<String> KNOWN =
      Set.of(
          "image",
          "folder",
          "home",
          "projects",
          "sessions",
          "events",
          "clients",
          "seconds",
          "replay",
          "files",
          "only");

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException for a name that is not known
   */
  static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      if (parts.length < 2 || !KNOWN.contains(name)) {
        throw new IllegalArgumentException(argument + " is none of --NAME=VALUE with " + KNOWN);
      }
      given.put(name, parts[1]);
    }
    return new Options(Map.copyOf(given));
  }

  int number(String name, int usual) {
    return Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  Path path(String name) {
    String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + "=… is missing");
    }
    return Path.of(value).toAbsolutePath();
  }
}
