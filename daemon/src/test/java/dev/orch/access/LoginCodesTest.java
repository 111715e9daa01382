package dev.orch.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginCodesTest {
  private Instant now = Instant.parse("2026-12-01T12:00:00Z");
  private final LoginCodes codes = new LoginCodes(new SecureRandom(), () -> now);

  @Test
  void aCodeLetsInOnce() {
    String code = codes.mint().code();

    assertThat(codes.redeem(code)).isTrue();
    assertThat(codes.redeem(code)).isFalse();
    assertThat(codes.redeem("another")).isFalse();
  }

  @Test
  void aCodeLetsInForAMinute() {
    LoginCodes.LoginCode early = codes.mint();
    String late = codes.mint().code();

    now = now.plus(LoginCodes.VALID).minusMillis(1);
    assertThat(codes.redeem(early.code())).isTrue();
    now = now.plusMillis(1);
    assertThat(now).isEqualTo(early.expiresAt());
    assertThat(codes.redeem(late)).isFalse();
  }

  @Test
  void ofManyTheOldestAreForgotten() {
    List<String> minted = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      minted.add(codes.mint().code());
    }

    assertThat(minted).doesNotHaveDuplicates();
    assertThat(codes.redeem(minted.getFirst())).isFalse();
    assertThat(codes.redeem(minted.get(1))).isTrue();
    assertThat(codes.redeem(minted.getLast())).isTrue();
  }
}
