package dev.orch.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
  private static String read(String shell, String word) throws IOException {
    Process process = new ProcessBuilder(shell, "-c", "printf %s " + word).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a/b", "my app", "it's", "'", "$HOME `id` \\ \"!\"", "a\nb", "; rm -r *"})
  void aShellReadsItBackAsItIs(String text) throws IOException {
    assertThat(read("/bin/sh", ShellWord.quoted(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "we ird", "a\nb", "\u001b[1m\t'\\x41", "\u00e9\u4e16 \n", "$(x)\n`y`", ""})
  void whatAPersonCopiesIsOnOneLineAndReadBackAsItIs(String text) throws IOException {
    assertThat(ShellWord.of(text)).doesNotContainPattern("\\p{Cntrl}");
    assertThat(read("bash", ShellWord.of(text))).isEqualTo(text);
  }
}
