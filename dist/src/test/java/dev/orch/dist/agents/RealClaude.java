package dev.orch.dist.agents;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An exact version of Claude Code, installed once by npm outside the checkout: in {@code
 * orch-test-agents/claude-VERSION} below {@code ORCH_TEST_AGENTS}, or else below the user's cache
 * folder.
 */
public final class RealClaude {
  private static final String PACKAGE = "@anthropic-ai/claude-code";

  private final Path binary;

  private RealClaude(Path binary) {
    this.binary = binary;
  }

  /** Installs this version unless it is there already; several processes may ask at once. */
  public static RealClaude installed(String version) {
    Path place = cache().resolve("claude-" + version);
    try {
      if (!Files.isDirectory(place)) {
        install(version, place);
      }
      return new RealClaude(nativeBinary(place));
    } catch (IOException e) {
      throw new UncheckedIOException("Claude Code " + version + " is not in " + place, e);
    }
  }

  /** The native binary; npm's own start scripts do not pass signals on. */
  public Path binary() {
    return binary;
  }

  /** An environment in which it knows nobody's login and talks to nobody but this model. */
  public static Map<String, String> environment(Path home, URI model) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("CLAUDE_CONFIG_DIR", home.resolve(".claude").toString());
    environment.put("ANTHROPIC_BASE_URL", model.toString());
    environment.put("ANTHROPIC_API_KEY", "scripted");
    environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    environment.put("DISABLE_AUTOUPDATER", "1");
    environment.put("IS_SANDBOX", "1");
    return environment;
  }

  private static Path cache() {
    String chosen =
        Stream.of("ORCH_TEST_AGENTS", "XDG_CACHE_HOME")
            .map(System::getenv)
            .filter(value -> value != null && !value.isBlank())
            .findFirst()
            .orElse(System.getProperty("user.home") + "/.cache");
    return Path.of(chosen, "orch-test-agents");
  }

  private static void install(String version, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Path draft = Files.createTempDirectory(place.getParent(), "claude-" + version + "-");
    try {
      npm(
          List.of("install", "--prefix", draft.toString(), "--ignore-scripts", "--no-audit"),
          PACKAGE + "@" + version);
      nativeBinary(draft);
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(draft);
      boolean somebodyElseWasFirst = Files.isDirectory(place);
      if (!somebodyElseWasFirst) {
        throw e;
      }
    }
  }

  private static void npm(List<String> arguments, String what) throws IOException {
    String npm =
        onPath("npm")
            .orElseThrow(() -> new IOException("npm is not on PATH: it is needed to get " + what));
    List<String> command =
        Stream.of(List.of(npm), arguments, List.of("--no-fund", what))
            .flatMap(List::stream)
            .toList();
    Path log = Files.createTempFile("npm", ".log");
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException("npm could not get " + what + ":\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(log);
    }
  }

  private static Optional<String> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** In the package for this system, which npm picks by itself. */
  private static Path nativeBinary(Path place) throws IOException {
    Path scope = place.resolve("node_modules/@anthropic-ai");
    try (Stream<Path> packages = Files.list(scope)) {
      return packages
          .map(one -> one.resolve("claude"))
          .filter(Files::isExecutable)
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new IOException("no native binary below " + scope));
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
