package dev.orch.dist.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks for the operating system's processes of an agent. */
public final class LivingProcesses {
  private LivingProcesses() {}

  /** The process of this program that works for the session. */
  public static ProcessHandle ofSession(Path binary, String session) throws IOException {
    Path program = binary.toRealPath();
    return find(
            process -> runs(process, program) && hasVariable(process, "ORCH_SESSION_ID=" + session))
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process of " + binary + " works for " + session));
  }

  /** Kills what a failed test has left: agents and their commands whose home is this one. */
  public static void endAll(Path home) throws IOException {
    find(process -> hasVariable(process, "HOME=" + home)).forEach(ProcessHandle::destroyForcibly);
  }

  /** Commands of all processes whose working folder is this one or below it. */
  public static List<String> inFolder(Path folder) throws IOException {
    return commands(process -> worksIn(process, folder));
  }

  /** Commands of all processes of agents, theirs included, whose home is this one. */
  public static List<String> inHome(Path home) throws IOException {
    return commands(process ->
        hasVariable(process, "HOME=" + home) && variables(process).contains("\0ORCH_RUN="));
  }

  private static List<String> commands(Predicate<Path> wanted) throws IOException {
    return find(wanted).stream()
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
    return variables(process).contains("\0" + assignment + "\0");
  }

  /** Its environment, with a zero byte before and behind each variable. */
  private static String variables(Path process) {
    try {
      return "\0" + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return ""; // it has ended, or is somebody else's
    }
  }
}
