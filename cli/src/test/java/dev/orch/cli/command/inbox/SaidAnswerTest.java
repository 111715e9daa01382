package dev.orch.cli.command.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.session.InputRequestView.Decision;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidAnswerTest {
  @ParameterizedTest
  @ValueSource(strings = {"always", "Always", "allow_always"})
  void alwaysMayBeSaidAsTheApiDoes(String word) {
    assertThat(new SaidAnswer(word, null, null).to(Optional.empty()).decision())
        .isEqualTo(Decision.ALLOW_ALWAYS);
  }
}
