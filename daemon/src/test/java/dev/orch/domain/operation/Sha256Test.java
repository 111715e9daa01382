package dev.orch.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** From FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void itIsOfAllThatWasGivenInWhateverPieces() {
    ByteBuffer piece = ByteBuffer.wrap(bytes("xbcx"), 1, 2);

    assertThat(Sha256.begin().with(bytes("abc")).hex()).isEqualTo(OF_ABC);
    assertThat(Sha256.begin().with(bytes("a")).with(piece).hex()).isEqualTo(OF_ABC);
    assertThat(piece.remaining()).isEqualTo(2);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
