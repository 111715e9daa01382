package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that a project's script starts in a session of its own and whose parent ends at once,
 * so that the script's tree does not lead to it.
 */
final class LeftAlone {
  private final Path pid;

  LeftAlone(Path folder) {
    this.pid = folder.resolve("left-alone");
  }

  /** The script's lines, which go on once it is there. It ends with the folder at the latest. */
  String started() {
    return "(setsid sh -c 'echo $$ >%1$s.new; mv %1$s.new %1$s; while [ -d %2$s ]; do sleep 0.1; done' &)\n"
            .formatted(pid, pid.getParent())
        + "while ! [ -e %s ]; do sleep 0.1; done".formatted(pid);
  }

  void awaitStart() {
    InTime.await(() -> Files.exists(pid));
  }

  /** Once the script has gone; what is there still is ended. */
  void assertEnded() throws IOException {
    awaitStart();
    Optional<ProcessHandle> process =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    boolean ended =
        InTime.holds(() -> process.filter(ProcessHandle::isAlive).isEmpty(), Duration.ofSeconds(5));
    process.ifPresent(ProcessHandle::destroyForcibly);
    assertThat(ended).isTrue();
  }
}
