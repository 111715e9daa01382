package dev.orch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.QueuePlace.Because;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaunchOrderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ProjectId A = new ProjectId("a");
  private static final ProjectId B = new ProjectId("b");
  private static final ProjectId C = new ProjectId("c");
  private static final AgentId CLAUDE = new AgentId("claude");
  private static final AgentId CODEX = new AgentId("codex");
  private static final long MEMORY = Limits.MEMORY_OF_AN_AGENT;

  private final List<QueueEntry> waiting = new ArrayList<>();
  private final List<AtWork> atWork = new ArrayList<>();
  private Limits limits = new Limits(3, Map.of(), MEMORY);
  private Situation now =
      new Situation(atWork, Map.of(), Map.of(), OptionalLong.empty(), Set.of(), Map.of(), NOW);

  private static SessionId session(String name) {
    return new SessionId(name + "00000000");
  }

  private void queued(String id, ProjectId project) {
    queued(id, project, CLAUDE, null);
  }

  private void queued(String id, ProjectId project, AgentId agent, @Nullable Instant notBefore) {
    waiting.add(
        new QueueEntry(
            waiting.size() + 1,
            session(id),
            project,
            agent,
            Wish.start(Actor.DAEMON),
            NOW,
            notBefore));
  }

  private void working(String id, ProjectId project, AtWork.Stage stage) {
    atWork.add(new AtWork(session(id), project, CLAUDE, stage));
  }

  private List<LaunchOrder.Ranked> rank() {
    return new LaunchOrder(limits, now).rank(waiting);
  }

  private List<String> order() {
    return rank().stream().map(ranked -> ranked.entry().session().value().substring(0, 2)).toList();
  }

  private List<String> launched() {
    return rank().stream()
        .filter(LaunchOrder.Ranked::mayLaunch)
        .map(ranked -> ranked.entry().session().value().substring(0, 2))
        .toList();
  }

  private LaunchOrder.Obstacle obstacle(String id) {
    return rank().stream()
        .filter(ranked -> ranked.entry().session().value().substring(0, 2).equals(id))
        .findFirst()
        .flatMap(LaunchOrder.Ranked::obstacle)
        .orElseThrow();
  }

  @Test
  void projectsTakeTurnsAndEachServesWhoCameFirst() {
    Stream.of("a1", "a2", "a3", "a4").forEach(id -> queued(id, A));
    queued("b1", B);
    queued("c1", C);
    queued("b2", B);

    assertThat(order()).containsExactly("a1", "b1", "c1", "a2", "b2", "a3", "a4");
    assertThat(launched()).containsExactly("a1", "b1", "c1");
  }

  @Test
  void whoseProjectWasServedLongestAgoComesFirst() {
    Stream.of("a1", "a2").forEach(id -> queued(id, A));
    queued("b1", B);
    queued("c1", C);
    now =
        new Situation(
            atWork, Map.of(), Map.of(A, 7L, C, 3L), OptionalLong.empty(), Set.of(), Map.of(), NOW);

    assertThat(order()).containsExactly("b1", "c1", "a1", "a2");
  }

  @Test
  void asManyRunAsMayAndTheRestIsToldWhoTakesThePlaces() {
    working("r1", C, AtWork.Stage.RUNNING);
    working("r2", C, AtWork.Stage.ADMITTED);
    working("w1", C, AtWork.Stage.WAITING);
    queued("a1", A);
    queued("b1", B);

    assertThat(launched()).containsExactly("a1");
    assertThat(obstacle("b1"))
        .isEqualTo(
            new LaunchOrder.Obstacle(
                Because.GLOBAL, 3, List.of(session("r1"), session("r2"), session("a1"))));
  }

  @Test
  void aFullProjectHoldsUpNobodyElse() {
    now =
        new Situation(
            atWork, Map.of(A, 1), Map.of(), OptionalLong.empty(), Set.of(), Map.of(), NOW);
    working("r1", A, AtWork.Stage.RUNNING);
    queued("a1", A);
    queued("b1", B);

    assertThat(launched()).containsExactly("b1");
    assertThat(obstacle("a1"))
        .isEqualTo(new LaunchOrder.Obstacle(Because.PROJECT, 1, List.of(session("r1"))));
  }

  @Test
  void aFullAgentHoldsUpNoOtherAgentOfTheSameProject() {
    limits = new Limits(3, Map.of(CLAUDE, 1), MEMORY);
    working("r1", A, AtWork.Stage.RUNNING);
    queued("a1", A);
    queued("a2", A, CODEX, null);

    assertThat(launched()).containsExactly("a2");
    assertThat(obstacle("a1").because()).isEqualTo(Because.AGENT);
    assertThat(obstacle("a1").limit()).isEqualTo(1);
  }

  @Test
  void processesThatWaitForAPersonAreBoundedToo() {
    Stream.of("1", "2", "3", "4", "5", "6")
        .forEach(id -> working("w" + id, A, AtWork.Stage.WAITING));
    queued("b1", B);

    assertThat(launched()).isEmpty();
    assertThat(obstacle("b1").because()).isEqualTo(Because.PROCESSES);
    assertThat(obstacle("b1").limit()).isEqualTo(6);
    assertThat(obstacle("b1").running()).hasSize(6);
  }

  @Test
  void memoryIsForAsManyAsItIsEnoughForAndThoseOnTheirWayCount() {
    working("r1", C, AtWork.Stage.ADMITTED);
    queued("a1", A);
    queued("b1", B);
    now =
        new Situation(
            atWork, Map.of(), Map.of(), OptionalLong.of(3 * MEMORY - 1), Set.of(), Map.of(), NOW);

    assertThat(launched()).containsExactly("a1");
    assertThat(obstacle("b1").because()).isEqualTo(Because.MEMORY);
    assertThat(obstacle("b1").limit()).isNull();
  }

  @Test
  void memoryIsNotLookedAtWhereNobodyKnowsItOrWantsTo() {
    queued("a1", A);
    assertThat(launched()).containsExactly("a1");

    now = new Situation(atWork, Map.of(), Map.of(), OptionalLong.of(0), Set.of(), Map.of(), NOW);
    assertThat(launched()).isEmpty();

    limits = new Limits(3, Map.of(), 0);
    assertThat(launched()).containsExactly("a1");
  }

  @Test
  void aFullDiskHoldsUpNobodyWhoseProjectIsElsewhere() {
    queued("a1", A);
    queued("b1", B);
    now =
        new Situation(
            atWork, Map.of(), Map.of(), OptionalLong.of(MEMORY), Set.of(A), Map.of(), NOW);

    assertThat(launched()).containsExactly("b1");
    assertThat(obstacle("a1")).isEqualTo(new LaunchOrder.Obstacle(Because.DISK, null, List.of()));
  }

  @Test
  void whoMayNotBeginYetStandsBehindAllAndHoldsUpNobody() {
    queued("a1", A, CLAUDE, NOW.plusSeconds(60));
    queued("a2", A);
    queued("b1", B, CLAUDE, NOW.plusSeconds(30));
    queued("c1", C, CLAUDE, NOW);

    assertThat(order()).containsExactly("a2", "c1", "b1", "a1");
    assertThat(launched()).containsExactly("a2", "c1");
    assertThat(obstacle("a1").because()).isEqualTo(Because.RATE_LIMIT);
  }
}
