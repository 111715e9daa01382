package dev.orch.cli.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a program is put in front of another one to give that a session of its own. */
final class Detached {
  /** Linux has setsid(1); macOS has none, but perl. Both become the program, under the same pid. */
  private static final List<String> SETSID = List.of("setsid");

  private static final List<String> PERL =
      List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV");

  /** The beginning of the command line. */
  static final List<String> PREFIX = onPath("setsid") ? SETSID : onPath("perl") ? PERL : List.of();

  private Detached() {}

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
