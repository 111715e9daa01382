package dev.orch.dist.docs;

import dev.orch.dist.cli.Person;
import dev.orch.dist.daemon.RealDaemon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A checkout that is built, and somebody who types in it: {@code ./orch} is the image's, the other
 * scripts are the repository's own.
 *
 * @param folder of the checkout
 */
record BuiltCheckout(Person person, Path folder) {
  /** A new one; its {@code orch} does what the repository's does once it has built. */
  static BuiltCheckout in(Path folder) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve("checkout"));
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
    Person person =
        new Person(folder.resolve("home"))
            .in(checkout)
            .with("SHELL", "/bin/sh")
            .with("PORT", "0")
            .with("ORCH_UI_PORT", "0");
    agent().forEach(person::with);
    return new BuiltCheckout(person, checkout);
  }

  /** The variables that make the scripted agent the one that is driven. */
  static Map<String, String> agent() {
    Path scripted = RealDaemon.image().resolve("bin/scripted-agent");
    return Map.of("ORCH_CLAUDE_BIN", scripted.toString());
  }

  /** Types a command and waits until it has ended. */
  Person.Result type(String command) {
    return person.shell(command);
  }

  /** Types a command that goes on until it is interrupted. */
  Person.Started begin(String command) {
    return person.start(Path.of("/bin/sh"), "-c", "exec " + command);
  }

  /** What the daemon of this person says of itself; empty until it listens. */
  String daemonFacts() throws IOException {
    Path file = person.stateFolder().resolve("daemon.json");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }
}
