package dev.orch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({"-1, 2", "1, 2", "4, 2", "5, 4", "8, 8", "16, 18", "24, 29", "64, 32"})
  void aMachineRunsAsManyAsItsMemoryIsEnoughFor(long gigabytes, int sessions) {
    OptionalLong memory = gigabytes < 0 ? OptionalLong.empty() : OptionalLong.of(gigabytes << 30);

    assertThat(Limits.usualSessions(memory)).isEqualTo(sessions);
  }
}
