package dev.orch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTracesTest {
  @TempDir private Path folder;

  @Test
  void tooLittleRoomIsToldWithTheFigure() {
    Trace found = new DiskTraces(folder, Long.MAX_VALUE).get().getFirst();

    assertThat(found.view().code()).isEqualTo("disk_low");
    assertThat(found.view().what()).matches("\\d+ MiB are free at .*");
    assertThat(found.view().hint()).contains("make room");
    assertThat(new DiskTraces(folder, 0).get()).isEmpty();
  }
}
