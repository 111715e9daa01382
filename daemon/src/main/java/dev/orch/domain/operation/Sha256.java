package dev.orch.domain.operation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests content by which it is known again. Not for more than one thread. */
public final class Sha256 {
  private final MessageDigest digest;

  private Sha256(MessageDigest digest) {
    this.digest = digest;
  }

  /** Of nothing yet. */
  public static Sha256 begin() {
    try {
      return new Sha256(MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** With all of these behind what it has. */
  public Sha256 with(byte[] bytes) {
    return with(ByteBuffer.wrap(bytes));
  }

  /** With what remains of the buffer, whose position stays where it is. */
  public Sha256 with(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    return this;
  }

  /** The digest in 64 hexadecimal digits; it begins anew after that. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
