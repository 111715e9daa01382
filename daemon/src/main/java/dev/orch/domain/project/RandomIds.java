package dev.orch.domain.project;

import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes the ids of everything a user may name: ten characters of lower-case Crockford base32, which
 * leaves out the letters that are mistaken for digits. 50 bits: a clash among a million ids has a
 * chance of one in two thousand, and the store refuses it.
 */
public final class RandomIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 10;
  private static final Pattern ID = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

  private final RandomGenerator random;

  /** The source of randomness is handed in; the daemon hands in a secure one. */
  public RandomIds(RandomGenerator random) {
    this.random = random;
  }

  /** A new id at every call. Any thread may call it if the source of randomness allows that. */
  public String next() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /** A random UUID, version 4, for protocols that want one. */
  public String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  /** Whether the text has the form of an id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
