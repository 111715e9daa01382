package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flows of the pages, in the Chromium of the system and on the built image; they are written in
 * {@code ui/e2e}. Without Node, its packages or a Chromium they are skipped, and said to be; where
 * {@code ORCH_BROWSER_TESTS} is {@code required} that fails.
 */
@Tag("browser")
class BrowserIT {
  private static final long AT_MOST_MINUTES = 25;
  private static final Path UI = Path.of("..", "ui").toAbsolutePath().normalize();

  private static final List<String> CHROMIUMS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  @Test
  void thePagesDoWhatTheySay(@TempDir Path folder) throws Exception {
    Optional<Path> chromium = chromium();
    require(chromium.isPresent(), "a Chromium, or CHROMIUM_PATH");
    require(Files.isDirectory(UI.resolve("node_modules/@playwright")), "npm ci in ui");
    Path said = folder.resolve("said");
    ProcessBuilder browser =
        new ProcessBuilder("npm", "run", "-s", "e2e")
            .directory(UI.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    browser.environment().put("ORCH_IMAGE", RealDaemon.image().toAbsolutePath().toString());
    browser.environment().put("CHROMIUM_PATH", chromium.orElseThrow().toString());
    browser.environment().put("CI", "1");

    Process process = browser.start();
    boolean isOver = process.waitFor(AT_MOST_MINUTES, TimeUnit.MINUTES);
    if (!isOver) {
      Stream.concat(process.descendants(), Stream.of(process.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
    }

    assertThat(isOver).as("over in time:\n%s", tail(said)).isTrue();
    assertThat(process.exitValue()).as("%s", tail(said)).isZero();
  }

  /** Skips with a line that tells so, or fails where it may not be skipped. */
  private static void require(boolean isThere, String what) {
    if (!isThere && "required".equals(System.getenv("ORCH_BROWSER_TESTS"))) {
      throw new AssertionError("the tests in a browser are required and need " + what);
    }
    assumeThat(isThere).as("the tests in a browser need %s", what).isTrue();
  }

  private static Optional<Path> chromium() {
    return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM_PATH")), CHROMIUMS.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String tail(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 200), lines.size()));
  }
}
