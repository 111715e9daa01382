package dev.orch.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedFileTest {
  private static final String SECRET = "correct-horse-battery";
  private static final Redactor REDACTOR = new Redactor(Set.of(SECRET));

  @TempDir private Path folder;

  private MaskedFile file(String content) throws IOException {
    return new MaskedFile(Files.writeString(folder.resolve("out.log"), content), REDACTOR);
  }

  @Test
  void everyPartIsThatPartOfTheMaskedWhole() throws IOException {
    String around = "x".repeat(REDACTOR.reach());
    String content = around + SECRET + "ü" + around + SECRET;
    MaskedFile file = file(content);
    byte[] masked = REDACTOR.mask(content.getBytes(UTF_8));

    assertThat(file.size()).isEqualTo(masked.length);
    for (int from = around.length() - 3; from < around.length() + SECRET.length() + 3; from++) {
      for (int length = 0; length < 5; length++) {
        assertThat(new String(file.read(from, length), UTF_8))
            .isEqualTo(new String(masked, from, length, UTF_8));
      }
    }
    assertThat(file.read(0, masked.length)).isEqualTo(masked);
  }

  @Test
  void whatGrowsIsSettledAsFarAsItsLinesAreWhole() throws IOException {
    assertThat(file("one\ntwo").settledSize()).isEqualTo(4);
    assertThat(file("one\ntwo\n").settledSize()).isEqualTo(8);
    assertThat(file("password: ").settledSize()).isZero();
    assertThat(file("").settledSize()).isZero();
  }

  @Test
  void aLineThatIsLongerThanAnySecretIsSettledButForItsEnd() throws IOException {
    assertThat(file("x".repeat(REDACTOR.reach() + 7)).settledSize()).isEqualTo(7);
  }

  @Test
  void oneThatIsNotThereIsEmpty() throws IOException {
    MaskedFile none = new MaskedFile(folder.resolve("none"), REDACTOR);

    assertThat(none.size() + none.settledSize()).isZero();
    assertThat(none.read(0, 0)).isEmpty();
  }

  @Test
  void oneThatWasEmptiedMeanwhileIsAFailureAndNoGuess() throws IOException {
    MaskedFile file = file("one\n");

    assertThatThrownBy(() -> file.read(3, 2)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.read(90_000, 2)).isInstanceOf(IOException.class);
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    file("somebody's\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("out.log"));

    assertThatThrownBy(() -> new MaskedFile(link, REDACTOR).size()).isInstanceOf(IOException.class);
  }
}
