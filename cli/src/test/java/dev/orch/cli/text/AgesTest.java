package dev.orch.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stretches of time as people say them. */
class AgesTest {

  @Test
  void whatIsPastIsToldInWholeUnitsThatAreOver() {
    assertThat(Ages.of(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Ages.of(Duration.ofSeconds(119))).isEqualTo("1 min");
    assertThat(Ages.of(Duration.ofMinutes(119))).isEqualTo("1 h");
    assertThat(Ages.of(Duration.ofDays(30).minusSeconds(5))).isEqualTo("29 d");
  }

  @Test
  void whatIsToComeIsToldToTheNearestUnit() {
    assertThat(Ages.until(Duration.ofDays(30).minusSeconds(5))).isEqualTo("30 d");
    assertThat(Ages.until(Duration.ofDays(29).plusHours(1))).isEqualTo("29 d");
    assertThat(Ages.until(Duration.ofHours(47).plusMinutes(50))).isEqualTo("2 d");
    assertThat(Ages.until(Duration.ofMinutes(59).plusSeconds(50))).isEqualTo("1 h");
    assertThat(Ages.until(Duration.ofMinutes(1))).isEqualTo("1 min");
    assertThat(Ages.until(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Ages.until(Duration.ofSeconds(-5))).isEqualTo("0 s");
  }
}
