package dev.orch.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.client.Json;
import dev.orch.cli.client.StreamedEvent;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EventLinesTest {
  private final EventLines lines = new EventLines("claude", _ -> Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "question, '\"option\":\"No\",\"text\":null', answered: No",
    "question, '\"option\":null,\"text\":\"in a week\"', answered: in a week",
    "approval, '\"option\":null,\"text\":\"this once\"', allowed: this once",
    "approval, '\"option\":null,\"text\":null', allowed"
  })
  void aQuestionIsAnsweredAndAWishAllowed(String kind, String words, String told) {
    String asked =
        "{\"request_id\":\"r5\",\"kind\":\"%s\",\"title\":\"x\",\"detail\":\"\",\"options\":[]}"
            .formatted(kind);
    String answer = "{\"request_id\":\"r5\",\"decision\":\"allow\",%s}".formatted(words);
    lines.of(event(1, "input.requested", asked));

    assertThat(lines.of(event(2, "input.answered", answer)))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.who()).isEqualTo("you");
          assertThat(line.what().text()).isEqualTo(told);
        });
  }

  private static StreamedEvent event(long seq, String type, String payload) {
    return new StreamedEvent(Json.read(Canned.event(seq, type, payload), JsonNode.class));
  }
}
