package dev.orch.domain.access;

import java.time.Instant;

/**
 * A token that was given to somebody. The token itself is nowhere but with them.
 *
 * @param hash of the token, SHA-256 in 64 hexadecimal digits
 * @param expiresAt from this moment on it is nobody's
 */
public record IssuedToken(
    String hash, TokenClass tokenClass, Instant createdAt, Instant expiresAt) {

  /** Whether it lets anybody in at this moment. */
  public boolean isValidAt(Instant moment) {
    return moment.isBefore(expiresAt);
  }
}
