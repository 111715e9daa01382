package dev.orch.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.Actor;
import dev.orch.api.ArtifactView;
import dev.orch.api.CommandView;
import dev.orch.api.ProblemType;
import dev.orch.api.session.FollowUpMode;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionAction;
import dev.orch.api.session.SessionReason;
import dev.orch.api.session.SessionState;
import dev.orch.api.session.SessionView;
import dev.orch.api.session.TurnView;
import dev.orch.api.session.WarningCode;
import dev.orch.command.Refusal;
import dev.orch.command.Rejection;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.AmbiguousIdException;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.Command;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.domain.session.Usage;
import dev.orch.domain.session.Warning;
import dev.orch.event.Redactor;
import dev.orch.session.RequestOpenException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Map<Class<? extends Enum<?>>, Class<? extends Enum<?>>> PAIRS =
      Map.ofEntries(
          Map.entry(dev.orch.domain.event.Actor.Kind.class, Actor.Kind.class),
          Map.entry(Artifact.Kind.class, ArtifactView.Kind.class),
          Map.entry(Command.Source.class, CommandView.Source.class),
          Map.entry(FollowUp.Mode.class, FollowUpMode.class),
          Map.entry(InputRequest.Kind.class, InputRequestView.Kind.class),
          Map.entry(InputRequest.Status.class, InputRequestView.Status.class),
          Map.entry(InputRequest.Decision.class, InputRequestView.Decision.class),
          Map.entry(dev.orch.domain.session.SessionState.class, SessionState.class),
          Map.entry(dev.orch.domain.session.SessionAction.class, SessionAction.class),
          Map.entry(Reason.class, SessionReason.class),
          Map.entry(StopRung.class, SessionView.Rung.class),
          Map.entry(TurnKind.class, TurnView.Kind.class),
          Map.entry(Warning.Code.class, WarningCode.class),
          Map.entry(Outcome.Verdict.class, TurnView.Verdict.class),
          Map.entry(Outcome.By.class, TurnView.By.class));

  @Test
  void everyConstantOfTheDomainHasOneOnTheWire() {
    PAIRS.forEach(
        (domain, wire) -> assertThat(names(wire)).as(domain.getName()).containsAll(names(domain)));
  }

  /** What only a later version does would be promised by the API's description. */
  @Test
  void noStateActionReasonOrWarningIsOnTheWireThatTheDomainDoesNotHave() {
    for (Class<? extends Enum<?>> domain :
        List.of(
            dev.orch.domain.session.SessionState.class,
            dev.orch.domain.session.SessionAction.class,
            Reason.class,
            StopRung.class,
            TurnKind.class,
            Warning.Code.class)) {
      assertThat(names(requireNonNull(PAIRS.get(domain))))
          .as(domain.getName())
          .hasSameElementsAs(names(domain));
    }
  }

  @Test
  void aRejectedCommandIsAProblemOfItsOwnNameThatCannotBeProcessedOrMeetsABranch() {
    for (Rejection rejection : Rejection.values()) {
      assertThat(ProblemType.find(rejection.wireName()))
          .as(rejection.wireName())
          .hasValueSatisfying(type ->
              assertThat(type.status())
                  .isEqualTo(rejection == Rejection.BRANCH_EXISTS ? 409 : 422));
    }
  }

  @Test
  void aCommandThatWasRefusedIsRecordedWithTheProblemThatItWasAnsweredWith() {
    for (RuntimeException refused :
        List.of(
            new IllegalTransitionException(new SessionId("k3v9m2p7qd"), "no", Set.of()),
            new RequestOpenException(new SessionId("k3v9m2p7qd"), "r", Set.of()),
            new WorktreeUnusableException(new IllegalStateException("gone")),
            new AmbiguousIdException("abc", List.of("abcd", "abce")),
            new NotFoundException(NotFoundException.Thing.SESSION, "s", List.of()),
            new NotFoundException(NotFoundException.Thing.PROJECT, "p", List.of()),
            new IllegalStateException("unforeseen"))) {
      assertThat(Problems.of(refused, "/").type())
          .as(refused.toString())
          .isEqualTo(
              "urn:orch:problem:" + Refusal.find(refused).orElse(Refusal.UNFORESEEN).problem());
    }
  }

  @Test
  void howATurnEndedSaysWhatToDoAboutIt() {
    Outcome refused =
        new Outcome(
            Outcome.Verdict.FAILED,
            Outcome.By.PROTOCOL,
            Reason.AUTH_REQUIRED,
            "401 invalid API key",
            List.of());
    Turn turn =
        new Turn(
            new SessionId("k3v9m2p7qd"),
            1,
            TurnKind.START,
            "x",
            "m",
            null,
            Turn.Launch.NONE,
            null,
            new Turn.End(refused, 1, Usage.NONE, Instant.EPOCH));

    assertThat(Wire.turn(turn, new Redactor(Set.of())).outcome())
        .satisfies(shown -> assertThat(shown.detail()).isEqualTo("401 invalid API key"))
        .satisfies(shown -> assertThat(shown.hint()).contains("orch resume k3v9m2p7qd"));
  }

  private static List<String> names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
  }
}
