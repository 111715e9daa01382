package dev.orch.store.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.event.Actor;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import dev.orch.store.Samples;
import dev.orch.store.SessionStore;
import dev.orch.store.Stores;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FigureStore} does. */
public abstract class FigureStoreContract {
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private final Samples samples = new Samples(4);
  private Stores stores;
  private FigureStore figures;

  /** Stores and their figures. */
  public record Opened(Stores stores, FigureStore figures) {}

  /** Opens what is empty. */
  protected abstract Opened open();

  @BeforeEach
  final void openStores() {
    Opened opened = open();
    stores = opened.stores();
    figures = opened.figures();
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(figures.counts())
        .isEqualTo(new FigureStore.Counts(0, new TreeMap<>(), new TreeMap<>(), 0, 0));
    assertThat(figures.usageSince(DAY)).isEmpty();
  }

  @Test
  void whatEndedAndNobodyHasSeenIsCountedUntilSomebodyLooks() {
    Session session = insert();
    write(() -> stores.sessions().replace(Samples.moved(session, SessionState.COMPLETED)));
    insert();
    assertThat(figures.counts().sessions()).isEqualTo(Map.of("completed", 1L, "created", 1L));
    assertThat(figures.counts().unseen()).isEqualTo(Map.of("completed", 1L));

    write(() -> stores.sessions().markSeen(session.id(), Samples.NOON.plusSeconds(9)));
    write(() -> stores.sessions().markSeen(session.id(), Samples.NOON.plusSeconds(10)));

    assertThat(figures.counts().unseen()).isEmpty();
    assertThat(stores.sessions().find(session.id()).orElseThrow().times().seenAt())
        .isEqualTo(Samples.NOON.plusSeconds(9));
    assertThat(stores.sessions().find(session.id()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void whatWaitsForAPlaceIsCountedWhateverItsStateIs() {
    Session failed = insert();
    Session created = insert();
    insert();
    write(() -> {
      stores.sessions().replace(Samples.moved(failed, SessionState.FAILED));
      stores.queue().add(failed.id(), Wish.followUp(Actor.DAEMON), Samples.NOON, null);
      stores.queue().add(created.id(), Wish.followUp(Actor.DAEMON), Samples.NOON, null);
    });

    assertThat(figures.counts().queued()).isEqualTo(2);
  }

  @Test
  void whatIsDeletedIsNotCounted() {
    Session session = insert();
    write(() -> stores.sessions().replace(Samples.moved(session, SessionState.DELETED)));

    assertThat(figures.counts().sessions()).isEmpty();
    assertThat(stores.sessions().count(null, SessionStore.Among.ALL).cells()).isEmpty();
  }

  @Test
  void usageIsAddedUpByDayProjectAndAgentAndOncePerTurn() {
    Session session = insert();
    finish(session, 1, new Usage(1, 2, 3, 0.5));
    finish(session, 2, new Usage(10, 20, 30, 0.25));
    write(() -> stores.turns().finish(session.id(), 2, end(new Usage(10, 20, 30, 0.25))));

    List<FigureStore.Share> used = figures.usageSince(DAY);

    assertThat(used)
        .containsExactly(
            new FigureStore.Share(
                DAY,
                session.assignment().project().value(),
                "claude",
                2,
                new Usage(11, 22, 33, 0.75)));
    assertThat(figures.usageSince(DAY.plusDays(1))).isEmpty();
  }

  private void finish(Session session, int number, Usage usage) {
    write(() -> {
      stores.turns().insert(Samples.turn(session.id(), number));
      stores.turns().finish(session.id(), number, end(usage));
    });
  }

  private static Turn.End end(Usage usage) {
    return new Turn.End(
        new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null, List.of()),
        0,
        usage,
        Samples.NOON);
  }

  private Session insert() {
    Session session = samples.session(Samples.NOON);
    write(() -> stores.sessions().insert(session));
    return session;
  }

  private void write(Runnable work) {
    stores.transactions().write(work);
  }
}
