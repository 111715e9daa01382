package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orch.domain.operation.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is recorded on a disk without a free byte. The disk is a few pages of memory that only the
 * test's own processes see; where the system does not let a user mount one, nothing is tested.
 */
class FullDiskTest {
  private static final Path SUPERVISE =
      Path.of("src/main/resources/dev/orch/runtime/sh/supervise.sh").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theExitOfAnAgentThatFilledTheDiskIsRecorded() throws Exception {
    assumeThat(SearchPath.of(System.getenv("PATH")).find("unshare")).isPresent();
    assumeThat(inANamespaceOfItsOwn("mount -t tmpfs none \"$1\"").exit()).isZero();

    Ended ended =
        inANamespaceOfItsOwn(
            """
            mount -t tmpfs -o size=256k none "$1" && mkdir "$1/run" || exit 9
            text='set -- "$@" /bin/sh -c "cat /dev/zero >fill; exit 7"'
            printf %s "$text" |
              setsid sh "$2" "$1/run" "$(command -v sh)" 0 boot /proc "${#text}" "$1"
            echo x >"$1/more" || echo full
            cat "$1/run/exit"
            """);

    assertThat(ended.output()).contains("full\nexited 7\n");
  }

  private record Ended(int exit, String output) {}

  private Ended inANamespaceOfItsOwn(String script) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", "");
    Path disk = Files.createDirectories(folder.resolve("disk"));
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.command().addAll(List.of(disk.toString(), SUPERVISE.toString()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it has ended").isTrue();
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
