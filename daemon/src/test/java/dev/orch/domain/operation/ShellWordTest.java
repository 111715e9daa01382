package dev.orch.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/a/b", "my app", "it's", "'", "$HOME `id` \\ \"!\"", "a\nb", "; rm -r *"})
  void aShellReadsItBackAsItIs(String text) throws IOException {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "printf %s " + ShellWord.quoted(text)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }
}
