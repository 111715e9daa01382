package dev.orch.runtime.sh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the scripts run in. The agent's own environment has no part in it.
 *
 * @param program a POSIX shell, absolute
 * @param path where the scripts find their tools: {@code setsid} (may be missing), {@code tail},
 *     {@code head}, {@code mkfifo} and the like
 * @param proc where the kernel lists processes; if nothing is there, {@code ps} is asked
 */
public record Shell(Path program, String path, Path proc) {

  /** The system's shell and tools, with the given search path behind them. */
  public static Shell standard(String path) {
    return new Shell(Path.of("/bin/sh"), "/usr/bin:/bin:/usr/sbin:/sbin:" + path, Path.of("/proc"));
  }

  Map<String, String> environment() {
    return Map.of("PATH", path, "LC_ALL", "C");
  }

  Optional<Path> tool(String name) {
    return find(name, path);
  }

  static Optional<Path> find(String name, String path) {
    for (String folder : path.split(":", -1)) {
      Path file = Path.of(folder, name);
      if (isProgram(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
