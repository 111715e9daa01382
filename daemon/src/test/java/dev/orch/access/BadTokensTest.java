package dev.orch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BadTokensTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-5);
  private final BadTokens badTokens = new BadTokens(now::get);

  @Test
  void twentyInASecondAreBorneAndTheNextIsNot() {
    for (int i = 0; i < 20; i++) {
      assertThat(badTokens.tooMany()).isFalse();
    }
    assertThat(badTokens.tooMany()).isTrue();
  }

  @Test
  void aSecondLaterTheyAreForgotten() {
    for (int i = 0; i < 25; i++) {
      badTokens.tooMany();
    }
    now.addAndGet(SECOND);

    assertThat(badTokens.tooMany()).isFalse();
  }
}
