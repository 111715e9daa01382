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

  /** The process of this program that works for the session. */
  static ProcessHandle ofSession(Path binary, String session) throws IOException {
    Path program = binary.toRealPath();
    return find(
            process -> runs(process, program) && hasVariable(process, "ORCH_SESSION_ID=" + session))
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process of " + binary + " works for " + session));
  }

  /** Kills what a failed test has left: agents and their commands whose home is this one. */
  static void endAll(Path home) throws IOException {
    find(process -> hasVariable(process, "HOME=" + home)).forEach(ProcessHandle::destroyForcibly);
  }

  /** Commands of all processes whose working folder is this one or below it. */
  static List<String> inFolder(Path folder) throws IOException {
    return find(process -> worksIn(process, folder)).stream()
        .map(process -> process.info().commandLine().orElse(process.toString()))
        .toList();
  }

  private static List<ProcessHandle> find(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(wanted)
          .map(process -> ProcessHandle.of(Long.parseLong(process.getFileName().toString())))
          .flatMap(Optional::stream)
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

  private static boolean runs(Path process, Path program) {
    try {
      return Files.readSymbolicLink(process.resolve("exe")).equals(program);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean hasVariable(Path process, String assignment) {
    try {
      String all = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return Arrays.asList(all.split("\0", -1)).contains(assignment);
    } catch (IOException _) {
      return false;
    }
  }
}
