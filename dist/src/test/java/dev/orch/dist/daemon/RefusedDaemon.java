package dev.orch.dist.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A daemon that ended by itself because it could not start.
 *
 * @param output all that it wrote
 */
record RefusedDaemon(int exit, String output) {

  /** Starts one and waits for its end, a minute at most. */
  static RefusedDaemon run(Path home, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", home.toString());
    variables.put("SHELL", "/bin/sh");
    variables.put("PORT", "0");
    variables.putAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(RealDaemon.image().resolve("bin/orch").toString(), "daemon")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError("it runs: " + output);
      }
      return new RefusedDaemon(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
