package dev.orch.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.http.RequestRefusedException;
import dev.orch.http.Response;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {
  private final StreamPlaces places = new StreamPlaces();

  @Test
  void oneTokenLeavesPlacesToTheOthers() {
    take("one", StreamPlaces.MOST_OF_A_TOKEN);

    assertThatThrownBy(() -> take("one", 1))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("with this token");
    assertThat(take("other", 1)).isNotNull();
  }

  @Test
  void allTokensTogetherHaveALimit() {
    for (int i = 0; i < StreamPlaces.MOST / StreamPlaces.MOST_OF_A_TOKEN; i++) {
      take("token " + i, StreamPlaces.MOST_OF_A_TOKEN);
    }

    assertThatThrownBy(() -> take("one more", 1))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("256");
  }

  @Test
  void aPlaceIsFreeOnceItsStreamHasEnded() throws Exception {
    Response first = take("one", 1);
    take("one", StreamPlaces.MOST_OF_A_TOKEN - 1);
    ((Response.Body.Live) first.body()).stream().writeTo(_ -> {});

    assertThat(take("one", 1)).isNotNull();
  }

  private Response take(String token, int times) {
    Response last = places.open(token, _ -> {});
    for (int i = 1; i < times; i++) {
      last = places.open(token, _ -> {});
    }
    return last;
  }
}
