package dev.orch.dist.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks for the operating system's processes of an agent. */
final class AgentProcesses {
  private AgentProcesses() {}

  /** The process of this program that works for the session, as soon as there is one. */
  static ProcessHandle ofSession(Path binary, String session) throws IOException {
    List<ProcessHandle> found =
        find(binary, variables -> variables.contains("ORCH_SESSION_ID=" + session));
    if (found.isEmpty()) {
      throw new AssertionError("no process of " + binary + " works for " + session);
    }
    return found.getFirst();
  }

  /** Kills what a failed test has left; only processes whose home is below the folder. */
  static void endAll(Path binary, Path folder) throws IOException {
    find(
            binary,
            variables -> variables.stream().anyMatch(one -> one.startsWith("HOME=" + folder + "/")))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Commands of all processes whose working folder is this one or below it. */
  static List<String> inFolder(Path folder) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> worksIn(process, folder))
          .map(process -> ProcessHandle.of(Long.parseLong(process.getFileName().toString())))
          .flatMap(Optional::stream)
          .map(process -> process.info().commandLine().orElse(process.toString()))
          .toList();
    }
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
    } catch (IOException _) {
      return false;
    }
  }

  private static List<ProcessHandle> find(Path binary, Predicate<List<String>> environment)
      throws IOException {
    Path program = binary.toRealPath();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> runs(process, program, environment))
          .flatMap(process ->
              ProcessHandle.of(Long.parseLong(process.getFileName().toString())).stream())
          .toList();
    }
  }

  private static boolean runs(Path process, Path program, Predicate<List<String>> environment) {
    try {
      return Files.readSymbolicLink(process.resolve("exe")).equals(program)
          && environment.test(
              Arrays.asList(
                  Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                      .split("\0")));
    } catch (IOException _) {
      return false;
    }
  }
}
