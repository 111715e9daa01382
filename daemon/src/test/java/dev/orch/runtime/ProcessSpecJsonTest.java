package dev.orch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSpecJsonTest {
  private static final ProcessSpec SPEC =
      new ProcessSpec(
          List.of("/bin/agent", "--flag", "ä \"b\"\n"),
          List.of("HOME", "PATH"),
          Path.of("/home/u/ä b"),
          Framing.LINES);

  @Test
  void aSpecIsReadAsItWasWritten() {
    assertThat(ProcessSpecJson.read(ProcessSpecJson.write(SPEC))).isEqualTo(SPEC);
  }

  @Test
  void whatAnotherVersionAddsIsPassedOver() {
    String text = ProcessSpecJson.write(SPEC);
    String later = "{\"later\":{\"a\":[1]}," + text.substring(1);
    assertThat(ProcessSpecJson.read(later)).isEqualTo(SPEC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[]", "{\"argv\":[\"a\"]}"})
  void whatIsNoSpecIsRefused(String text) {
    assertThatThrownBy(() -> ProcessSpecJson.read(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
