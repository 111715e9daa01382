package dev.orch.runtime.sh;

import dev.orch.domain.operation.SearchPath;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the scripts run in. The agent's own environment has no part in it.
 *
 * @param program a POSIX shell, absolute
 * @param path where the scripts find their tools: {@code setsid} (may be missing), {@code tail},
 *     {@code head}, {@code mkfifo} and the like
 * @param proc where the kernel lists processes; if nothing is there, {@code ps} is asked
 */
public record Shell(Path program, String path, Path proc) {

  private static final String SYSTEM = "/usr/bin:/bin:/usr/sbin:/sbin";

  /** The system's shell and tools, with the absolute folders of a search path behind them. */
  public static Shell standard(String path) {
    Stream<String> behind = SearchPath.of(path).folders().stream().map(Path::toString);
    String all = Stream.concat(Stream.of(SYSTEM), behind).collect(Collectors.joining(":"));
    return new Shell(Path.of("/bin/sh"), all, Path.of("/proc"));
  }

  Map<String, String> environment() {
    return Map.of("PATH", path, "LC_ALL", "C");
  }

  Optional<Path> tool(String name) {
    return SearchPath.of(path).find(name);
  }
}
