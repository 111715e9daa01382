package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.schedule.QueuePlace.Because;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.TurnKind;
import dev.orch.store.Page;
import dev.orch.store.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With two places: what waits, and why. */
class SessionQueueTest extends SessionQueueSuite {

  @Test
  void whoFindsNoPlaceIsQueuedAndSaysWhatItWaitsFor() {
    SessionId first = running();
    SessionId second = daemon.send(project);
    SessionId third = daemon.send(project);
    SessionId fourth = daemon.send(project);

    assertThat(daemon.session(second).reason()).contains(Reason.PREPARING);
    assertThat(daemon.place(second)).isEmpty();
    assertThat(daemon.session(third).reason()).contains(Reason.QUEUED);
    assertThat(daemon.hasOpenTurn(third)).isFalse();
    assertThat(place(third).position()).isEqualTo(1);
    assertThat(place(third).because()).isEqualTo(Because.GLOBAL);
    assertThat(place(third).limit()).isEqualTo(2);
    assertThat(place(third).running()).containsExactlyInAnyOrder(first, second);
    assertThat(place(third).since()).isEqualTo(daemon.now.get());
    assertThat(place(fourth).position()).isEqualTo(2);
    assertThat(daemon.told(third, "session.queued"))
        .containsExactly(new SessionPayload.Queued("start", "global", 1, 2));
    assertThat(daemon.queries.detail(daemon.session(third)).actions())
        .contains(SessionAction.STOP, SessionAction.FOLLOW_UP);
  }

  @Test
  void aPageRanksTheQueueOnceAndSaysOfEachWhatItsOwnAnswerSays() {
    Project other = daemon.project();
    SessionId ended = done();
    running();
    running();
    List.of(project, other, project, other).forEach(daemon::send);
    daemon.send(other, CODEX);
    int before = daemon.rankings.get();

    List<SessionQueries.Detail> page = list();

    assertThat(daemon.rankings.get() - before).isEqualTo(1);
    assertThat(page)
        .hasSize(8)
        .allSatisfy(one -> assertThat(one).isEqualTo(daemon.queries.detail(one.session())));
    assertThat(page.stream().flatMap(one -> one.queued().stream()).map(QueuePlace::position))
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(daemon.place(ended)).isEmpty();
  }

  @Test
  void aPageOfNobodyWhoWaitsDoesNotRankTheQueue() {
    running();
    running();
    daemon.send(project);
    int before = daemon.rankings.get();

    SessionStore.Filter working =
        new SessionStore.Filter(null, Set.of(SessionState.RUNNING), null, null);
    assertThat(daemon.queries.list(working, new Page.Request(10, null)).items()).hasSize(2);

    assertThat(daemon.rankings.get()).isEqualTo(before);
  }

  private List<SessionQueries.Detail> list() {
    return daemon.queries.list(SessionStore.Filter.ALL, new Page.Request(10, null)).items();
  }

  private List<FollowUp.Mode> modes(SessionId id) {
    return daemon.stores.followUps().listKept(id).stream().map(FollowUp::mode).toList();
  }

  @Test
  void aMessageThatCameBeforeATurnBeganGoesIntoNone() {
    SessionId created = daemon.send(project);
    daemon.say(created, "before it is launched");
    assertThat(modes(created)).containsExactly(FollowUp.Mode.NEXT_TURN);

    SessionId id = running();
    daemon.say(id, "one");
    daemon.say(id, "two");
    assertThat(modes(id)).containsOnly(FollowUp.Mode.AUTO);
    daemon.fails(id);
    daemon.say(id, "three");
    daemon.launched(id);
    daemon.say(id, "four");
    assertThat(modes(id))
        .containsExactly(FollowUp.Mode.NEXT_TURN, FollowUp.Mode.NEXT_TURN, FollowUp.Mode.AUTO);
  }

  @Test
  void aPlaceThatBecomesFreeGoesToWhoWaitedLongest() {
    SessionId first = running();
    SessionId second = running();
    SessionId third = daemon.send(project);
    SessionId fourth = daemon.send(project);
    daemon.look();
    assertThat(daemon.hasOpenTurn(third)).isFalse();

    daemon.done(first);
    daemon.look();

    assertThat(daemon.session(third).reason()).contains(Reason.PREPARING);
    assertThat(daemon.turn(third).kind()).isEqualTo(TurnKind.START);
    assertThat(daemon.place(third)).isEmpty();
    assertThat(daemon.told(third, "session.reason_changed"))
        .containsExactly(new SessionPayload.ReasonChanged("created", "queued", "preparing"));
    assertThat(place(fourth).position()).isEqualTo(1);
    assertThat(place(fourth).running()).containsExactlyInAnyOrder(second, third);
  }

  @Test
  void whoWaitsForAPersonTakesNoPlace() {
    SessionId first = running();
    running();
    SessionId third = daemon.send(project);
    InputRequest request = daemon.asks(first);
    daemon.look();
    assertThat(daemon.hasOpenTurn(third)).isTrue();

    daemon.answer(request);

    assertThat(state(first)).isEqualTo(SessionState.RUNNING);
    assertThat(daemon.place(first)).isEmpty();
  }

  @Test
  void asManyProcessesLiveAsTwiceTheLimit() {
    for (int i = 0; i < 4; i++) {
      daemon.asks(running());
    }
    SessionId fifth = daemon.send(project);

    assertThat(place(fifth).because()).isEqualTo(Because.PROCESSES);
    assertThat(place(fifth).limit()).isEqualTo(4);
  }

  @Test
  void aProjectAndAnAgentMayHaveLimitsOfTheirOwn() {
    SessionId codex = daemon.send(project, CODEX);
    SessionId secondCodex = daemon.send(project, CODEX);
    assertThat(place(secondCodex).because()).isEqualTo(Because.AGENT);
    assertThat(place(secondCodex).running()).containsExactly(codex);

    daemon.write(() ->
        daemon
            .stores
            .projects()
            .replace(
                project.with(
                    project.name(),
                    project.defaultBranch(),
                    new ProjectSettings(
                        Map.of(), List.of(), List.of(), null, null, 1, null, null, null),
                    daemon.now.get())));
    SessionId second = daemon.send(project);
    SessionId elsewhere = daemon.send(daemon.project());

    assertThat(place(second).because()).isEqualTo(Because.PROJECT);
    assertThat(place(second).limit()).isEqualTo(1);
    assertThat(daemon.hasOpenTurn(elsewhere)).isTrue();
  }

  @Test
  void withoutMemoryNobodyLaunchesAndTheLoopLooksAgain() {
    daemon.memory.set(MEMORY - 1);
    SessionId first = daemon.send(project);
    assertThat(place(first).because()).isEqualTo(Because.MEMORY);
    assertThat(daemon.untilNextLook()).isLessThan(Duration.ofMinutes(1));

    daemon.look();
    assertThat(daemon.hasOpenTurn(first)).isFalse();
    daemon.memory.set(MEMORY);
    daemon.look();

    assertThat(daemon.hasOpenTurn(first)).isTrue();
    assertThat(daemon.untilNextLook()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void whoseDiskIsFullWaitsForItAndHoldsUpNobodyElse() {
    SessionId first = running();
    running();
    SessionId here = daemon.send(project);
    SessionId elsewhere = daemon.send(daemon.project());
    daemon.full.add(project.id());

    daemon.done(first);
    daemon.look();
    assertThat(daemon.hasOpenTurn(here)).isFalse();
    assertThat(daemon.hasOpenTurn(elsewhere)).isTrue();
    daemon.launched(elsewhere);
    daemon.done(elsewhere);
    daemon.look();
    assertThat(place(here).because()).isEqualTo(Because.DISK);
    assertThat(place(here).limit()).isNull();
    assertThat(daemon.untilNextLook()).isLessThan(Duration.ofMinutes(1));

    daemon.full.clear();
    daemon.look();
    assertThat(daemon.hasOpenTurn(here)).isTrue();
  }

  @Test
  void aProjectThatIsNotKnownAnyMoreIsNotFull() {
    daemon.full.add(project.id());
    assertThat(daemon.queue.lookForRoom(project.id())).isFalse();
    assertThat(daemon.queue.hasRoom(project.id())).isFalse();

    daemon.write(() -> daemon.stores.projects().delete(project.id()));

    assertThat(daemon.queue.lookForRoom(project.id())).isTrue();
    assertThat(daemon.queue.hasRoom(project.id())).isTrue();
  }

  private void resumeInAMinute(SessionId session) {
    daemon.write(() ->
        daemon.queue.add(
            daemon.session(session),
            Wish.resume(QueuedSessions.USER),
            daemon.now.get().plusSeconds(60)));
  }

  @Test
  void aTimeThatIsStatedIsWaitedFor() {
    SessionId first = failed();
    resumeInAMinute(first);
    assertThat(place(first).because()).isEqualTo(Because.RATE_LIMIT);
    assertThat(place(first).notBefore()).isEqualTo(daemon.now.get().plusSeconds(60));
    assertThat(daemon.untilNextLook()).isEqualTo(Duration.ofSeconds(60));
    daemon.look();
    assertThat(daemon.hasOpenTurn(first)).isFalse();

    daemon.now.set(daemon.now.get().plusSeconds(60));
    daemon.look();

    assertThat(state(first)).isEqualTo(SessionState.RUNNING);
  }

  @Test
  void whoseTimeHasComeSinceTheLastLookIsNotSleptOver() {
    SessionId first = failed();
    resumeInAMinute(first);
    daemon.look();

    daemon.now.set(daemon.now.get().plusSeconds(61));
    assertThat(daemon.untilNextLook()).isZero();
    daemon.look();

    assertThat(state(first)).isEqualTo(SessionState.RUNNING);
    assertThat(daemon.untilNextLook()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void whoCannotBeginIsTriedAgainAfterAPauseAndHoldsUpNobody() {
    SessionId first = running();
    daemon.write(
        () -> daemon.queue.add(daemon.session(first), Wish.resume(QueuedSessions.USER), null));
    daemon.look();
    assertThat(place(first).because()).isEqualTo(Because.COULD_NOT_BEGIN);
    assertThat(place(first).limit()).isNull();
    assertThat(place(first).running()).isEmpty();
    assertThat(place(first).notBefore()).isEqualTo(daemon.now.get().plus(daemon.untilNextLook()));
    daemon.asks(first);
    daemon.leavesItsQuestion(first);

    SessionId second = running();
    SessionId third = daemon.send(project);
    assertThat(daemon.hasOpenTurn(third)).isTrue();
    assertThat(daemon.hasOpenTurn(first)).isFalse();
    daemon.done(second);
    daemon.look();
    assertThat(daemon.hasOpenTurn(first)).isFalse();
    assertThat(daemon.untilNextLook()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));

    daemon.now.set(daemon.now.get().plus(daemon.untilNextLook()));
    daemon.look();

    assertThat(daemon.hasOpenTurn(first)).isTrue();
    assertThat(daemon.untilNextLook()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void whoCannotBeginTakesNobodysPlaceInWhatIsWaitedFor() {
    SessionId first = running();
    Project other = daemon.project();
    SessionId served = daemon.send(other);
    daemon.launched(served);
    daemon.done(served);
    daemon.write(
        () -> daemon.queue.add(daemon.session(first), Wish.resume(QueuedSessions.USER), null));
    daemon.look();
    daemon.full.add(other.id());
    daemon.queue.lookForRoom(other.id());
    SessionId waiting = daemon.send(other);

    assertThat(place(waiting).because()).isEqualTo(Because.DISK);
    assertThat(place(waiting).position()).isEqualTo(1);
    assertThat(place(first).position()).isEqualTo(2);
    assertThat(daemon.untilNextLook()).isLessThan(Duration.ofSeconds(10));
  }
}
