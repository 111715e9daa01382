package dev.orch.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Codes that stand in the address of a page and let it in once, soon. They are in memory alone: a
 * daemon that starts knows none. Any thread may call it.
 */
public final class LoginCodes {
  /** How long a code can be used. */
  public static final Duration VALID = Duration.ofSeconds(60);

  private static final int MOST = 100;

  private final SecureRandom random;
  private final InstantSource clock;

  /** Until when each can be used, oldest first; guarded by this object's monitor. */
  private final Map<String, Instant> expiries = new LinkedHashMap<>();

  /** With none. */
  public LoginCodes(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  /**
   * A code that lets in once.
   *
   * @param expiresAt from this moment on it does not
   */
  public record LoginCode(String code, Instant expiresAt) {}

  /** A new one at every call. Of more than 100 that nobody used the oldest are forgotten. */
  public synchronized LoginCode mint() {
    Instant now = clock.instant();
    expiries.values().removeIf(expiry -> !now.isBefore(expiry));
    if (expiries.size() >= MOST) {
      expiries.remove(expiries.keySet().iterator().next());
    }
    LoginCode minted = new LoginCode(RandomSecret.next(random), now.plus(VALID));
    expiries.put(minted.code(), minted.expiresAt());
    return minted;
  }

  /** Uses the code up. True at the first call, if that comes in time. */
  public synchronized boolean redeem(String code) {
    Instant expiry = expiries.remove(code);
    return expiry != null && clock.instant().isBefore(expiry);
  }
}
