package dev.orch.dist.agents;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts the scripted agent of the image in a folder of its own, with nothing but PATH and HOME.
 */
final class ScriptedAgent {
  private static final Path SCRIPT = Path.of("src/main/image/bin/scripted-agent").toAbsolutePath();

  private final List<String> shell;
  private final Path folder;

  ScriptedAgent(List<String> shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
  }

  /** As it starts by itself, and under each other shell that may stand for {@code sh}. */
  static Stream<List<String>> shells() {
    return Stream.concat(
        Stream.of(List.<String>of()),
        Stream.of(List.of("dash"), List.of("bash", "--posix"))
            .filter(command -> isOnPath(command.getFirst())));
  }

  Path workplace() {
    return made("work");
  }

  Path home() {
    return made("home");
  }

  /** Starts it as the daemon starts Claude Code. */
  AgentProcess start(String... more) {
    List<String> arguments =
        List.of(
            "-p",
            "--input-format",
            "stream-json",
            "--output-format",
            "stream-json",
            "--verbose",
            "--permission-prompt-tool",
            "stdio");
    return run(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
  }

  AgentProcess run(String... arguments) {
    List<String> command =
        Stream.of(shell, List.of(SCRIPT.toString()), List.of(arguments))
            .flatMap(List::stream)
            .toList();
    return AgentProcess.start(
        command,
        workplace(),
        Map.of("PATH", System.getenv("PATH"), "HOME", home().toString()),
        folder.resolve("errors-" + System.nanoTime()));
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
