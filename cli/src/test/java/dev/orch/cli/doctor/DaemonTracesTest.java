package dev.orch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.cli.StubDaemon;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon left is looked at once more before it goes. */
class DaemonTracesTest {
  @TempDir private Path state;
  private Path file;
  private Trace left;

  @BeforeEach
  void aDaemonIsGone() throws IOException {
    file =
        Files.writeString(
            state.resolve("daemon.json"), "{\"url\":\"http://127.0.0.1:1\",\"pid\":1073741823}");
    left = new DaemonTraces(state).get().getFirst();
  }

  @Test
  void whatADaemonWroteThatHasStartedMeanwhileStays() throws IOException {
    try (StubDaemon daemon = new StubDaemon().announce(state)) {
      refuses();
      assertThat(file).content().contains(daemon.url().toString());
    }
  }

  @Test
  void whatADaemonIsAboutToReplaceStays() throws IOException {
    try (FileChannel lock =
        FileChannel.open(
            state.resolve("daemon.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      refuses();
      assertThat(file).exists();
    }
  }

  private void refuses() {
    assertThatThrownBy(() -> Objects.requireNonNull(left.repair()).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("started meanwhile");
  }
}
