package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.schedule.AtWork;
import dev.orch.domain.schedule.QueueEntry;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.TurnKind;
import dev.orch.domain.session.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link dev.orch.store.schedule.QueueStore} does. */
public abstract class QueueStoreContract extends StoresContract {
  private static final Wish WISH =
      new Wish(TurnKind.RESUME, Wish.Ground.MESSAGES, new Actor(Actor.Kind.USER, "cli"));

  @Test
  void anEntryIsFoundAsItWasAdded() {
    Session session = storedSession();
    Instant notBefore = Samples.NOON.plusSeconds(60);
    assertThat(stores.queue().isEmpty()).isTrue();

    write(() -> stores.queue().add(session.id(), WISH, Samples.NOON, notBefore));

    QueueEntry entry = stores.queue().find(session.id()).orElseThrow();
    assertThat(entry)
        .isEqualTo(
            new QueueEntry(
                entry.number(),
                session.id(),
                session.assignment().project(),
                session.assignment().agent(),
                WISH,
                Samples.NOON,
                notBefore));
    assertThat(stores.queue().list()).containsExactly(entry);
    assertThat(stores.queue().isEmpty()).isFalse();
  }

  @Test
  void aSessionHasOneEntry() {
    Session session = queued();

    assertThatThrownBy(() -> queue(session)).isInstanceOf(IllegalStateException.class);

    assertThat(stores.queue().list()).hasSize(1);
  }

  @Test
  void whoComesLaterStandsBehindEvenWhereOthersHaveLeft() {
    Session first = queued();
    Session second = queued();
    assertThat(remove(second)).isTrue();
    Session third = queued();

    assertThat(stores.queue().list())
        .extracting(QueueEntry::session)
        .containsExactly(first.id(), third.id());
    assertThat(remove(second)).isFalse();
  }

  @Test
  void anEntryMayWantSomethingElseAtItsPlace() {
    Session first = queued();
    Session second = queued();

    write(() -> stores.queue().replace(first.id(), Wish.answer(Actor.DAEMON)));

    assertThat(stores.queue().list())
        .extracting(QueueEntry::session)
        .containsExactly(first.id(), second.id());
    assertThat(stores.queue().find(first.id()).orElseThrow().wish())
        .isEqualTo(Wish.answer(Actor.DAEMON));
    assertThat(stores.queue().find(second.id()).orElseThrow().wish()).isEqualTo(WISH);
  }

  @Test
  void atWorkIsWhoHasAnOpenTurn() {
    Session admitted = working(SessionState.RUNNING, null);
    Session running = working(SessionState.RUNNING, Samples.NOON);
    Session waiting = working(SessionState.WAITING_FOR_USER, Samples.NOON);
    Session ended = working(SessionState.RUNNING, Samples.NOON);
    Outcome well =
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null, List.of());
    write(() ->
        stores.turns().finish(ended.id(), 1, new Turn.End(well, 0, Usage.NONE, Samples.NOON)));

    assertThat(stores.queue().listAtWork())
        .containsExactlyInAnyOrder(
            atWork(admitted, AtWork.Stage.ADMITTED),
            atWork(running, AtWork.Stage.RUNNING),
            atWork(waiting, AtWork.Stage.WAITING));
  }

  @Test
  void whoWasServedLastHasTheGreatestNumber() {
    ProjectId one = new ProjectId("one");
    ProjectId two = new ProjectId("two");

    write(() -> {
      stores.queue().serve(one);
      stores.queue().serve(two);
    });
    assertThat(stores.queue().served().get(two)).isGreaterThan(stores.queue().served().get(one));
    write(() -> stores.queue().serve(one));

    assertThat(stores.queue().served()).containsOnlyKeys(one, two);
    assertThat(stores.queue().served().get(one)).isGreaterThan(stores.queue().served().get(two));
  }

  private Session queued() {
    Session session = storedSession();
    queue(session);
    return session;
  }

  private void queue(Session session) {
    write(() -> stores.queue().add(session.id(), WISH, Samples.NOON, null));
  }

  private boolean remove(Session session) {
    return stores.transactions().write(() -> stores.queue().remove(session.id()));
  }

  private Session working(SessionState state, @Nullable Instant startedAt) {
    Session session = storedSession();
    write(() -> {
      stores.sessions().replace(Samples.moved(session, state));
      stores.turns().insert(Samples.turn(session.id(), 1));
      stores
          .turns()
          .saveLaunch(session.id(), 1, new Turn.Launch("{}", "{}", 0, 0, null, startedAt));
    });
    return session;
  }

  private static AtWork atWork(Session session, AtWork.Stage stage) {
    return new AtWork(
        session.id(), session.assignment().project(), session.assignment().agent(), stage);
  }
}
