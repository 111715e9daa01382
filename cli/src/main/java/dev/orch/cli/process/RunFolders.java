package dev.orch.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders in which each turn's process says who it is: what is known of agents where nobody can
 * ask the database. One that cannot be read is passed over.
 */
public record RunFolders(Path stateFolder) {
  private static final Path PROC = Path.of("/proc");
  private static final Duration POLITE = Duration.ofSeconds(5);

  private record Run(String marker, LiveProcess agent) {}

  /**
   * Ends every agent that is at work, with all that is below it or carries its marker: it is asked
   * first, and has a few seconds.
   *
   * @return how many there were
   */
  public int endAgents() {
    List<Run> runs = atWork();
    runs.forEach(run -> run.agent().terminate());
    Waiting patience = new Waiting(POLITE);
    boolean _ = patience.until(() -> runs.stream().noneMatch(run -> run.agent().isAlive()));
    runs.forEach(run -> run.agent().killTree());
    marked(runs.stream().map(Run::marker).collect(Collectors.toSet()))
        .forEach(ProcessHandle::destroyForcibly);
    return runs.size();
  }

  private List<Run> atWork() {
    List<Run> runs = new ArrayList<>();
    for (Path session : children(stateFolder.resolve("runs"))) {
      for (Path turn : children(session)) {
        agent(turn)
            .filter(LiveProcess::isAlive)
            .ifPresent(agent ->
                runs.add(new Run(session.getFileName() + "/" + turn.getFileName(), agent)));
      }
    }
    return runs;
  }

  /** {@code v1 PID START}, as the process itself wrote it before it became the agent. */
  private static Optional<LiveProcess> agent(Path run) {
    try {
      String[] words = Files.readString(run.resolve("agent")).strip().split(" ", -1);
      return words.length == 3 && words[1].matches("\\d{1,18}") && words[2].matches("\\d{1,18}")
          ? Optional.of(new LiveProcess(Long.parseLong(words[1]), Long.parseLong(words[2])))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** What an agent started and left carries its run in the environment. */
  private static List<ProcessHandle> marked(Set<String> markers) {
    if (!Files.isDirectory(PROC) || markers.isEmpty()) {
      return List.of();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> markers.stream().anyMatch(marker -> carries(process, marker)))
        .toList();
  }

  private static boolean carries(ProcessHandle process, String marker) {
    try {
      Path environ = PROC.resolve(Long.toString(process.pid())).resolve("environ");
      String all = "\0" + Files.readString(environ, StandardCharsets.ISO_8859_1) + "\0";
      return all.contains("\0ORCH_RUN=" + marker + "\0");
    } catch (IOException _) {
      return false; // it has ended, or is somebody else's
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
