package dev.orch.store.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCopiesTest {
  @TempDir private Path folder;

  @Test
  void theNewestThreeStayWhateverTheirNumbers() throws IOException {
    Path file = folder.resolve("orchestrator.db");
    for (int version : List.of(1, 2, 5, 7, 9)) {
      Files.createFile(Schema.copyOf(file, version));
    }

    Schema.forgetOldCopies(file, 9);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left)
          .containsExactlyInAnyOrder(
              Schema.copyOf(file, 5), Schema.copyOf(file, 7), Schema.copyOf(file, 9));
    }
  }
}
