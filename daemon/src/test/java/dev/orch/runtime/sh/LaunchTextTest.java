package dev.orch.runtime.sh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.runtime.LaunchFailedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTextTest {
  @Test
  void namesThatNoShellCanExportAreLeftOut() {
    String text =
        LaunchText.of(
            List.of("agent"),
            Map.of("GOOD_1", "v", "BASH_FUNC_ls%%", "() { :; }", "a-b", "v", "UID", "0"));
    assertThat(text.lines().filter(line -> line.startsWith("export")))
        .containsExactly("export GOOD_1='v'");
  }

  @Test
  void aNulIsRefusedForItWouldCutTheTextShort() {
    assertThatThrownBy(() -> LaunchText.of(List.of("a\0b"), Map.of()))
        .isInstanceOf(LaunchFailedException.class);
    assertThatThrownBy(() -> LaunchText.of(List.of("a"), Map.of("A", "\0")))
        .isInstanceOf(LaunchFailedException.class);
  }

  @Test
  void noProgramIsRefused() {
    assertThatThrownBy(() -> LaunchText.of(List.of(), Map.of()))
        .isInstanceOf(LaunchFailedException.class);
  }
}
