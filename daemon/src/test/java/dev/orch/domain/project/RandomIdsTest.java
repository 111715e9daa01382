package dev.orch.domain.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomIdsTest {

  @Test
  void idsHaveTheFormOfIdsAndDiffer() {
    RandomIds ids = ids(1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next();
      assertThat(RandomIds.isId(id)).as(id).isTrue();
      assertThat(seen.add(id)).as(id).isTrue();
    }
  }

  @Test
  void theSameRandomnessGivesTheSameIds() {
    assertThat(ids(7).next()).isEqualTo(ids(7).next());
    assertThat(ids(7).next()).isNotEqualTo(ids(8).next());
  }

  @Test
  void everyCharacterOfTheAlphabetIsUsedInEveryPlace() {
    RandomIds ids = ids(3);
    for (int place = 0; place < 10; place++) {
      Set<Character> used = new HashSet<>();
      for (int i = 0; i < 2_000; i++) {
        used.add(ids.next().charAt(place));
      }
      assertThat(used).as("place %d", place).hasSize(32);
    }
  }

  @Test
  void lettersThatAreMistakenForDigitsAreLeftOut() {
    RandomIds ids = ids(4);
    String many = IntStream.range(0, 1_000).mapToObj(_ -> ids.next()).collect(Collectors.joining());
    assertThat(many).doesNotContainPattern("[ilou]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789a",
        "012345678",
        "012345678i",
        "01234567A9",
        "../../../x",
        "0123 56789"
      })
  void whatHasAnotherFormIsNoId(String text) {
    assertThat(RandomIds.isId(text)).isFalse();
  }

  private static RandomIds ids(long seed) {
    return new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }
}
