package dev.orch.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource({
    "my-app, my-app",
    "My App, my-app",
    "  --Shop__2-- , shop-2",
    "caf\u00e9 au lait, caf-au-lait",
    "a.b/c, a-b-c",
    "9lives, 9lives",
    "ISTANBUL, istanbul",
  })
  void aNameBecomesLowerCaseWithHyphens(String name, String slug) {
    assertThat(Slug.from(name)).contains(new Slug(slug));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "---", "\u65e5\u672c", "..."})
  void aNameWithoutLetterOrDigitMakesNone(String name) {
    assertThat(Slug.from(name)).isEmpty();
  }

  @Test
  void aLongNameIsCutAndDoesNotEndInAHyphen() {
    assertThat(Slug.from("a".repeat(60)).orElseThrow().value()).isEqualTo("a".repeat(40));
    assertThat(Slug.from("a".repeat(39) + " bcd").orElseThrow().value()).isEqualTo("a".repeat(39));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a_b", "a b", "a/b", "..", "\u00e4"})
  void whatIsNoSlugIsRefused(String text) {
    assertThat(Slug.isSlug(text)).isFalse();
    assertThatThrownBy(() -> new Slug(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fortyOneCharactersAreTooMany() {
    assertThat(Slug.isSlug("a".repeat(40))).isTrue();
    assertThat(Slug.isSlug("a".repeat(41))).isFalse();
  }

  @Test
  void aNumberIsPutBehindAndTheRestMakesRoomForIt() {
    assertThat(new Slug("shop").numbered(2)).isEqualTo(new Slug("shop-2"));
    assertThat(new Slug("a".repeat(40)).numbered(123).value()).isEqualTo("a".repeat(36) + "-123");
  }

  @Test
  void whateverIsMadeOfANameIsASlugAndStaysTheSame() {
    for (long seed = 0; seed < 2_000; seed++) {
      String name = randomName(seed);
      Slug.from(name)
          .ifPresent(slug -> {
            assertThat(Slug.isSlug(slug.value())).as(name).isTrue();
            assertThat(Slug.from(slug.value())).as(name).contains(slug);
            assertThat(Slug.isSlug(slug.numbered(7).value())).as(name).isTrue();
          });
    }
  }

  private static String randomName(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String characters = "abzAZ09-_. /\u00e4\u0130\ud83d\ude00";
    StringBuilder name = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      name.append(characters.charAt(random.nextInt(characters.length())));
    }
    return name.toString();
  }
}
