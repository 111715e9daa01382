package dev.orch.cli.doctor;

import dev.orch.api.StartProblem;
import dev.orch.cli.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the first git on the {@code PATH} is one that worktrees can be made with. */
record GitTraces(Surroundings surroundings) implements Supplier<List<Trace>> {
  private static final Pattern VERSION =
      Pattern.compile("git version (\\d+)\\.(\\d+).*", Pattern.DOTALL);
  private static final int MAJOR = 2;
  private static final int MINOR = 38;

  @Override
  public List<Trace> get() {
    Optional<Path> git = git();
    if (git.isEmpty()) {
      return List.of(unsupported("git was not found on PATH", null));
    }
    String said = version(git.get());
    return isNewEnough(said)
        ? List.of()
        : List.of(
            unsupported(
                "%s says \"%s\", and git %d.%d or newer is needed"
                    .formatted(git.get(), said.strip(), MAJOR, MINOR),
                git.get()));
  }

  private static Trace unsupported(String what, @Nullable Path where) {
    return Trace.told(
        StartProblem.GIT_UNSUPPORTED.slug(), what, where, StartProblem.GIT_UNSUPPORTED.hint());
  }

  private Optional<Path> git() {
    return Stream.of(surroundings.variable("PATH").orElse("").split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "git"))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  private static String version(Path git) {
    try {
      Process process =
          new ProcessBuilder(git.toString(), "version")
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      try (InputStream out = process.getInputStream()) {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean isNewEnough(String said) {
    Matcher version = VERSION.matcher(said);
    if (!version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major > MAJOR || (major == MAJOR && Integer.parseInt(version.group(2)) >= MINOR);
  }
}
