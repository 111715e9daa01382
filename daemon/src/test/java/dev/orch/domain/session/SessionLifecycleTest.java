package dev.orch.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.GeneratedDocument;
import dev.orch.domain.session.SessionLifecycle.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Properties of the machine, and the table that it was agreed on. */
class SessionLifecycleTest {
  private static final Pattern AGREED_ROW =
      Pattern.compile("\\| ([a-z_, ]+) \\| ([a-z_]+) \\| ([a-z_]+) \\|.*\\|");
  private static final Set<SessionState> WITH_AN_AGENT =
      EnumSet.of(SessionState.CREATED, SessionState.RUNNING, SessionState.WAITING_FOR_USER);

  private final GeneratedDocument page = new GeneratedDocument("session-lifecycle.md");

  @Test
  void theRowsAreTheAgreedOnes() {
    assertThat(SessionLifecycle.steps()).containsExactlyInAnyOrderElementsOf(agreed());
  }

  @Test
  void theDiagramShowsTheRows() {
    page.assertHolds(diagram());
  }

  @Test
  void everyStateCanBeReachedFromTheFirst() {
    assertThat(reachableFrom(SessionState.CREATED)).containsExactly(SessionState.values());
  }

  @Test
  void everySessionCanEndDeleted() {
    for (SessionState state : SessionState.values()) {
      assertThat(reachableFrom(state)).as(state.wireName()).contains(SessionState.DELETED);
    }
  }

  @Test
  void nothingLeavesDeleted() {
    assertThat(SessionLifecycle.steps()).noneMatch(step -> step.from() == SessionState.DELETED);
    assertThat(SessionLifecycle.actions(SessionState.DELETED, 0)).isEmpty();
  }

  @Test
  void nothingReturnsToCreated() {
    assertThat(SessionLifecycle.steps())
        .filteredOn(step -> step.to() == SessionState.CREATED)
        .allMatch(step -> step.from() == SessionState.CREATED);
  }

  @Test
  void anAgentIsHeardOnlyWhileItLives() {
    assertThat(SessionLifecycle.steps())
        .filteredOn(step -> !step.trigger().isRequest())
        .allMatch(step -> WITH_AN_AGENT.contains(step.from()));
  }

  @Test
  void aSessionHasEndedWhereItHasNoAgent() {
    for (SessionState state : SessionState.values()) {
      assertThat(SessionLifecycle.hasEnded(state))
          .as(state.wireName())
          .isNotEqualTo(WITH_AN_AGENT.contains(state));
    }
  }

  @Test
  void whateverHasAnAgentCanBeStoppedAndNothingElse() {
    for (SessionState state : SessionState.values()) {
      assertThat(SessionLifecycle.next(state, SessionTrigger.STOP).isPresent())
          .as(state.wireName())
          .isEqualTo(WITH_AN_AGENT.contains(state));
    }
    assertThat(SessionLifecycle.steps())
        .filteredOn(step -> step.trigger() == SessionTrigger.STOP)
        .allMatch(step -> step.to() == SessionState.STOPPED);
  }

  @Test
  void whatHasNoAgentGoesOnByRequestsAlone() {
    assertThat(SessionLifecycle.steps())
        .filteredOn(step -> !WITH_AN_AGENT.contains(step.from()))
        .allMatch(step -> step.trigger().isRequest());
  }

  @Test
  void everyTriggerHasARow() {
    assertThat(SessionLifecycle.steps())
        .extracting(Step::trigger)
        .contains(SessionTrigger.values());
  }

  @Test
  void nextKnowsExactlyTheRows() {
    for (SessionState from : SessionState.values()) {
      for (SessionTrigger trigger : SessionTrigger.values()) {
        List<SessionState> rows =
            SessionLifecycle.steps().stream()
                .filter(step -> step.from() == from && step.trigger() == trigger)
                .map(Step::to)
                .toList();
        assertThat(SessionLifecycle.next(from, trigger).stream().toList())
            .as("%s %s", from, trigger)
            .isEqualTo(rows);
      }
    }
  }

  @Test
  void whatIsOfferedIsWhatTheTableTakes() {
    for (SessionState state : SessionState.values()) {
      for (SessionAction action : SessionLifecycle.actions(state, 0)) {
        assertThat(SessionLifecycle.next(state, SessionTrigger.valueOf(action.name())))
            .as("%s %s", state, action)
            .isPresent();
      }
    }
  }

  @Test
  void anOpenRequestIsAnsweredAndNotResumed() {
    assertThat(SessionLifecycle.actions(SessionState.WAITING_FOR_USER, 1))
        .contains(SessionAction.ANSWER, SessionAction.STOP)
        .doesNotContain(SessionAction.RESUME);
    assertThat(SessionLifecycle.actions(SessionState.WAITING_FOR_USER, 0))
        .contains(SessionAction.RESUME)
        .doesNotContain(SessionAction.ANSWER);
  }

  private List<Step> agreed() {
    List<Step> rows = new ArrayList<>();
    Matcher row = AGREED_ROW.matcher(page.text());
    while (row.find()) {
      if (!row.group(1).equals("from")) {
        for (String from : row.group(1).split(", ", -1)) {
          rows.add(
              new Step(
                  constant(SessionState.class, from),
                  constant(SessionTrigger.class, row.group(2)),
                  constant(SessionState.class, row.group(3))));
        }
      }
    }
    return rows;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static Set<SessionState> reachableFrom(SessionState first) {
    Set<SessionState> reached = EnumSet.of(first);
    Deque<SessionState> waiting = new ArrayDeque<>(reached);
    while (!waiting.isEmpty()) {
      SessionState from = waiting.pop();
      Stream.of(SessionTrigger.values())
          .flatMap(trigger -> SessionLifecycle.next(from, trigger).stream())
          .filter(reached::add)
          .forEach(waiting::push);
    }
    return reached;
  }

  private static String diagram() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    for (Step step : SessionLifecycle.steps()) {
      arrows
          .computeIfAbsent(
              step.from().wireName() + " --> " + step.to().wireName(), _ -> new ArrayList<>())
          .add(step.trigger().wireName());
    }
    return arrows.entrySet().stream()
        .map(arrow -> "  %s: %s\n".formatted(arrow.getKey(), String.join(", ", arrow.getValue())))
        .collect(
            Collectors.joining(
                "",
                "```mermaid\nstateDiagram-v2\n  [*] --> created\n",
                "  deleted --> [*]\n```\n"));
  }
}
