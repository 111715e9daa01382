package dev.orch.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process that somebody wrote down, told apart from a later one that got the same number.
 *
 * @param pid the operating system's number
 * @param startTicks when the kernel started it, in clock ticks since boot: field 22 of proc(5) stat
 */
public record LiveProcess(long pid, long startTicks) {
  /** Of the fields behind the command's name, which may itself hold spaces and brackets. */
  private static final int STATE = 0;

  private static final int START = 19;

  /** The process that has this number now; where there is none, one that has ended. */
  public static LiveProcess now(long pid) {
    return new LiveProcess(pid, startTicks(pid).orElse(0));
  }

  /** When a process was started; empty where there is none, or no /proc. */
  public static OptionalLong startTicks(long pid) {
    return stat(pid)
        .map(fields -> OptionalLong.of(Long.parseLong(fields[START])))
        .orElseGet(OptionalLong::empty);
  }

  /** Whether it still runs. A zombie does not. Where there is no /proc the number alone decides. */
  public boolean isAlive() {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    return stat(pid)
        .map(f -> !f[STATE].equals("Z") && Long.parseLong(f[START]) == startTicks)
        .orElse(false);
  }

  /** Asks it to end (SIGTERM). */
  public void terminate() {
    ProcessHandle.of(pid).filter(handle -> isAlive()).ifPresent(ProcessHandle::destroy);
  }

  /** Kills it (SIGKILL). */
  public void kill() {
    ProcessHandle.of(pid).filter(handle -> isAlive()).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Kills it and everything below it; itself first, so that it does not go on without those. */
  public void killTree() {
    List<ProcessHandle> below =
        ProcessHandle.of(pid)
            .filter(_ -> isAlive())
            .map(handle -> handle.descendants().toList())
            .orElse(List.of());
    kill();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Waits until it has ended.
   *
   * @return false if it still runs after that time
   */
  public boolean awaitEnd(Duration atMost) {
    return new Waiting(atMost).until(() -> !isAlive());
  }

  private static Optional<String[]> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
      return fields.length > START ? Optional.of(fields) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
