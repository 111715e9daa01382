package dev.orch.repository;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of files below a checkout: components parted by slashes, {@code *} for any characters
 * within one, {@code **} for any number of folders.
 */
record FilePattern(List<Component> components) {

  /** One component. */
  sealed interface Component {
    /** A name as it stands. */
    record Name(String text) implements Component {}

    /** Every name that matches. */
    record Glob(Pattern pattern) implements Component {}

    /** No folder, one, or many. */
    record AnyDepth() implements Component {}
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is absolute, empty, or climbs by {@code ..}
   */
  static FilePattern of(String text) {
    List<String> names = List.of(text.split("/", -1));
    if (names.stream().anyMatch(name -> name.isEmpty() || name.equals("..") || name.equals("."))
        || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a path below a checkout: " + text);
    }
    return new FilePattern(names.stream().map(FilePattern::component).toList());
  }

  private static Component component(String name) {
    if (name.equals("**")) {
      return new Component.AnyDepth();
    }
    if (name.indexOf('*') < 0) {
      return new Component.Name(name);
    }
    String pattern = "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E";
    return new Component.Glob(Pattern.compile(pattern, Pattern.DOTALL));
  }

  Component first() {
    return components.getFirst();
  }

  boolean isLast() {
    return components.size() == 1;
  }

  FilePattern rest() {
    return new FilePattern(components.subList(1, components.size()));
  }
}
