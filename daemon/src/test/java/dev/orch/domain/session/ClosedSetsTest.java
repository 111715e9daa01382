package dev.orch.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.GeneratedDocument;
import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Artifact;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the domain model lists what each closed set holds. */
class ClosedSetsTest {

  @Test
  void thePageListsEverySet() {
    String rows =
        sets().entrySet().stream()
            .map(set -> "| %s | %s |\n".formatted(set.getKey(), words(set.getValue())))
            .collect(Collectors.joining());
    String reasons =
        Arrays.stream(SessionState.values())
            .filter(state -> !reasonsOf(state).isEmpty())
            .map(state -> "| %s | %s |\n".formatted(state.wireName(), words(reasonsOf(state))))
            .collect(Collectors.joining());

    new GeneratedDocument("domain-model.md")
        .assertHolds(
            "| set | words |\n| --- | --- |\n"
                + rows
                + "\n| state | reasons |\n| --- | --- |\n"
                + reasons);
  }

  @Test
  void everyReasonFitsAState() {
    for (Reason reason : Reason.values()) {
      assertThat(SessionState.values()).as(reason.wireName()).anyMatch(reason::fits);
    }
  }

  private static Map<String, List<? extends Enum<?>>> sets() {
    Map<String, List<? extends Enum<?>>> sets = new LinkedHashMap<>();
    sets.put("action of a command", List.of(CommandAction.values()));
    sets.put("source of a command", List.of(Command.Source.values()));
    sets.put("state of a session", List.of(SessionState.values()));
    sets.put("kind of a turn", List.of(TurnKind.values()));
    sets.put("verdict on a turn", List.of(Outcome.Verdict.values()));
    sets.put("what decided the verdict", List.of(Outcome.By.values()));
    sets.put("rung of a stop", List.of(StopRung.values()));
    sets.put("mode of a follow-up", List.of(FollowUp.Mode.values()));
    sets.put("kind of an input request", List.of(InputRequest.Kind.values()));
    sets.put("status of an input request", List.of(InputRequest.Status.values()));
    sets.put("decision of an answer", List.of(InputRequest.Decision.values()));
    sets.put("kind of an artifact", List.of(Artifact.Kind.values()));
    sets.put("code of a warning", List.of(Warning.Code.values()));
    sets.put("actor of an event", List.of(Actor.Kind.values()));
    return sets;
  }

  private static List<Reason> reasonsOf(SessionState state) {
    return Arrays.stream(Reason.values()).filter(reason -> reason.fits(state)).toList();
  }

  private static String words(List<? extends Enum<?>> constants) {
    return constants.stream()
        .map(constant -> "`%s`".formatted(constant.name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(" "));
  }
}
