package dev.orch.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Secrets of 32 random bytes, as text of letters, digits, hyphen and underscore. */
final class RandomSecret {
  /** What each of them looks like. */
  static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private static final int BYTES = 32;

  private RandomSecret() {}

  /** A new one at every call. */
  static String next(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
