package dev.orch.dist.real;

import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Somebody's shell, with {@code orch} on its PATH.
 *
 * @param home whose daemon it speaks to
 * @param folder where it stands
 */
record Terminal(Path home, Path folder) {

  /** How a command line ended, with all that it printed. */
  record Typed(int code, String output) {
    /** The output, if it went well. */
    String ok() {
      if (code != 0) {
        throw new AssertionError(code + ": " + output);
      }
      return output;
    }
  }

  /** Runs a line of shell. */
  Typed type(String line) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", "-o", "pipefail", "-c", line))
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "PATH",
                RealDaemon.image().resolve("bin") + ":" + System.getenv("PATH")));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Typed(process.waitFor(), output);
  }
}
