package dev.orch.worktree.git.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The ids that git gives to contents.
 *
 * @param algorithm of the repository
 */
record BlobIds(String algorithm) {
  private static final int SHA_1_DIGITS = 40;

  /** Those of the repository that an id is from. */
  static BlobIds like(String id) {
    return new BlobIds(id.length() == SHA_1_DIGITS ? "SHA-1" : "SHA-256");
  }

  /** The format of the repository's objects, as its configuration names it. */
  String format() {
    return algorithm.equals("SHA-1") ? "sha1" : "sha256";
  }

  /** Of what the channel has from its beginning to its end. */
  String of(SeekableByteChannel content) throws IOException {
    MessageDigest digest = begin(content.size());
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (content.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  String of(byte[] content) {
    return HexFormat.of().formatHex(begin(content.length).digest(content));
  }

  private MessageDigest begin(long length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(("blob " + length + "\0").getBytes(StandardCharsets.US_ASCII));
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
