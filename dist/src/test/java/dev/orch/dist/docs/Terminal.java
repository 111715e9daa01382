package dev.orch.dist.docs;

import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A terminal in a checkout that is built: {@code ./orch} is the image's, the other scripts are the
 * repository's own.
 */
record Terminal(Path checkout, Path home) {
  private static final long PATIENCE_SECONDS = 120;

  /** What a command ended with and what it wrote. */
  record Ended(int code, String output) {}

  /** In a new checkout; its {@code orch} does what the repository's does once it has built. */
  static Terminal in(Path folder) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve("checkout"));
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        checkout.resolve("orch"),
        """
        #!/bin/sh
        export ORCH_LAUNCH_INSTALLATION='%s' ORCH_LAUNCH_COMMAND='%s/orch'
        exec '%s' "$@"
        """
            .formatted(checkout, checkout, RealDaemon.image().resolve("bin/orch")));
    for (String name : new String[] {"start.sh", ".env.example"}) {
      Files.copy(Checkout.ROOT.resolve(name), checkout.resolve(name));
    }
    for (String name : new String[] {"orch", "start.sh"}) {
      Files.setPosixFilePermissions(
          checkout.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return new Terminal(checkout, home);
  }

  static Map<String, String> agent() {
    Path scripted = RealDaemon.image().resolve("bin/scripted-agent");
    return Map.of("ORCH_CLAUDE_BIN", scripted.toString());
  }

  /** Types a command and waits until it has ended. */
  Ended type(String command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "typed-", ".txt");
    Process process = begin(command, output);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }

  /** Types a command that goes on until it is interrupted. */
  Process begin(String command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command.replaceFirst("^(?=\\./)", "exec "))
            .directory(checkout.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> variables = new TreeMap<>(agent());
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", home.toString());
    variables.put("SHELL", "/bin/sh");
    variables.put("PORT", "0");
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** What the daemon of this home says of itself; empty until it listens. */
  String daemonFacts() throws IOException {
    Path file = home.resolve(".local/state/orch/daemon.json");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }
}
