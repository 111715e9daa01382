package dev.orch.dist.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository that these tests lie in. */
final class Checkout {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w+)");

  private Checkout() {}

  /** The pages that people write: all but the decisions, which say how things were. */
  static List<Page> pages() {
    Stream<Path> top =
        Stream.of("README.md", "AGENTS.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve);
    return Stream.concat(top, markdown(ROOT.resolve("docs"))).map(Page::read).toList();
  }

  /** The records of decisions. */
  static List<Page> decisions() {
    return markdown(ROOT.resolve("docs/adr")).map(Page::read).toList();
  }

  private static Stream<Path> markdown(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file of Java below a folder. */
  static List<Path> sources(Path below) {
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> NOT_OURS.stream().noneMatch(name -> isBelow(file, name)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBelow(Path file, String name) {
    for (Path part : ROOT.relativize(file)) {
      if (part.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All types that are declared, nested ones too, with the text of a file that declares each. */
  static Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    for (Path source : sources(ROOT)) {
      String text = text(source);
      Matcher declared = DECLARED.matcher(text);
      while (declared.find()) {
        types.merge(declared.group(1), text, String::concat);
      }
    }
    return types;
  }

  /** A type of the JDK by its simple name, where it is one that needs no introduction. */
  static Optional<Class<?>> ofTheJdk(String name) {
    for (String folder : List.of("java.lang.", "java.util.", "java.time.", "java.nio.file.")) {
      try {
        return Optional.of(Class.forName(folder + name));
      } catch (ClassNotFoundException _) {
        // It may be in the next one.
      }
    }
    return Optional.empty();
  }
}
