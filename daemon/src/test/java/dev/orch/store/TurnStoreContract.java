package dev.orch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link TurnStore} does. */
public abstract class TurnStoreContract extends StoresContract {
  private static final Turn.Launch LAUNCH =
      new Turn.Launch("{\"argv\":[]}", "{}", 5_000_000_000L, 7, 4_242L, Samples.NOON);
  private static final Turn.End END =
      new Turn.End(
          new Outcome(
              Outcome.Verdict.FAILED,
              Outcome.By.EXIT,
              Reason.AGENT_CRASHED,
              "it died",
              List.of("exit 139", "no \"result\"")),
          139,
          new Usage(1, 2, 3, 0.5),
          Samples.NOON.plusSeconds(9));

  @Test
  void aTurnIsFoundAsItWas() {
    Turn turn = insert(Samples.turn(session(), 1));
    Turn ended =
        insert(
            with(
                Samples.turn(turn.session(), 2),
                LAUNCH,
                new Turn.Stop(
                    Reason.USER, Samples.NOON, 2, StopRung.KILL, Samples.NOON.plusMillis(5)),
                END));

    assertThat(stores.turns().find(turn.session(), 1)).contains(turn);
    assertThat(stores.turns().find(turn.session(), 2)).contains(ended);
    assertThat(stores.turns().find(turn.session(), 3)).isEmpty();
    assertThat(stores.turns().findLatest(turn.session())).contains(ended);
    assertThat(stores.turns().list(turn.session())).containsExactly(turn, ended);
    assertThat(stores.turns().list(turn.session(), 0, 1)).containsExactly(turn);
    assertThat(stores.turns().list(turn.session(), turn.number(), 9)).containsExactly(ended);
  }

  @Test
  void aNumberIsTakenOnceInASession() {
    Turn turn = insert(Samples.turn(session(), 1));

    assertThatThrownBy(() -> insert(turn)).isInstanceOf(IllegalStateException.class);

    insert(Samples.turn(session(), 1));
  }

  @Test
  void aTurnBelongsToASessionThatIsThere() {
    assertThatThrownBy(() -> insert(Samples.turn(new SessionId("0000000000"), 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stores.turns().listSessionsWithOpenTurn()).isEmpty();
  }

  @Test
  void sessionsAreListedUntilTheirTurnEnds() {
    Turn first = insert(Samples.turn(session(), 1));
    Turn second = insert(Samples.turn(session(), 1));
    assertThat(stores.turns().hasOpen(first.session())).isTrue();
    assertThat(stores.turns().hasOpen(session())).isFalse();

    assertThat(stores.turns().listSessionsWithOpenTurn())
        .containsExactlyInAnyOrder(first.session(), second.session());
    write(() -> stores.turns().finish(first.session(), 1, END));

    assertThat(stores.turns().listSessionsWithOpenTurn()).containsExactly(second.session());
    assertThat(stores.turns().hasOpen(first.session())).isFalse();
    assertThat(stores.turns().find(first.session(), 1))
        .contains(with(first, Turn.Launch.NONE, null, END));
  }

  @Test
  void theStateOfTheProtocolIsForgottenWithTheEnd() {
    Turn turn = insert(Samples.turn(session(), 1));
    write(() -> stores.turns().saveLaunch(turn.session(), 1, LAUNCH));

    write(() -> stores.turns().finish(turn.session(), 1, END));

    Turn.Launch kept = stores.turns().find(turn.session(), 1).orElseThrow().launch();
    assertThat(kept.protocolState()).isNull();
    assertThat(kept.spec()).isEqualTo(LAUNCH.spec());
    assertThat(kept.outRead()).isEqualTo(LAUNCH.outRead());
  }

  @Test
  void theFirstEndOfATurnStands() {
    Turn turn = insert(Samples.turn(session(), 1));
    Turn.End other =
        new Turn.End(
            new Outcome(Outcome.Verdict.COMPLETED, Outcome.By.PROTOCOL, null, null, List.of()),
            0,
            Usage.NONE,
            Samples.NOON);

    write(() -> stores.turns().finish(turn.session(), 1, END));
    write(() -> stores.turns().finish(turn.session(), 1, other));

    assertThat(stores.turns().find(turn.session(), 1))
        .contains(with(turn, Turn.Launch.NONE, null, END));
  }

  @Test
  void launchAndStopDoNotUndoEachOther() {
    Turn turn = insert(Samples.turn(session(), 1));

    write(() -> stores.turns().requestStop(turn.session(), 1, Reason.USER, Samples.NOON));
    write(() -> stores.turns().saveLaunch(turn.session(), 1, LAUNCH));
    write(() -> stores.turns().saveRung(turn.session(), 1, StopRung.INTERRUPT, Samples.NOON));
    write(() -> stores.turns().saveLaunch(turn.session(), 1, LAUNCH));

    Turn.Stop stop = new Turn.Stop(Reason.USER, Samples.NOON, 1, StopRung.INTERRUPT, Samples.NOON);
    assertThat(stores.turns().find(turn.session(), 1)).contains(with(turn, LAUNCH, stop, null));
  }

  @Test
  void aSecondStopIsCountedAndTheFirstOneKeepsItsReasonAndTime() {
    Turn turn = insert(Samples.turn(session(), 1));

    write(() -> stores.turns().requestStop(turn.session(), 1, Reason.USER, Samples.NOON));
    write(() ->
        stores
            .turns()
            .requestStop(turn.session(), 1, Reason.SHUTDOWN, Samples.NOON.plusSeconds(1)));

    assertThat(stores.turns().find(turn.session(), 1).orElseThrow().stop())
        .isEqualTo(new Turn.Stop(Reason.USER, Samples.NOON, 2, null, null));
  }

  @Test
  void theStopOfTheOpenTurnIsFoundByItself() {
    SessionId session = session();
    insert(Samples.turn(session, 1));
    assertThat(stores.turns().findStop(session)).isEmpty();
    write(() -> stores.turns().requestStop(session, 1, Reason.USER, Samples.NOON));
    assertThat(stores.turns().findStop(session))
        .contains(new Turn.Stop(Reason.USER, Samples.NOON, 1, null, null));

    write(() -> stores.turns().finish(session, 1, END));
    insert(Samples.turn(session, 2));
    assertThat(stores.turns().findStop(session)).isEmpty();
  }

  @Test
  void aRungMayBeTakenWithoutAStopAndIsWhereALaterStopGoesOn() {
    SessionId session = session();
    insert(Samples.turn(session, 1));
    assertThat(stores.turns().findRung(session, 1)).isEmpty();

    write(() -> stores.turns().saveRung(session, 1, StopRung.TERMINATE, Samples.NOON));
    assertThat(stores.turns().findRung(session, 1)).contains(StopRung.TERMINATE);
    assertThat(stores.turns().findStop(session)).isEmpty();

    write(() -> stores.turns().requestStop(session, 1, Reason.USER, Samples.NOON));
    assertThat(stores.turns().findStop(session).flatMap(stop -> Optional.ofNullable(stop.rung())))
        .contains(StopRung.TERMINATE);
  }

  @Test
  void changesOfATurnThatIsNotThereAreErrors() {
    SessionId session = session();

    assertThatThrownBy(() -> write(() -> stores.turns().saveLaunch(session, 1, LAUNCH)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> write(() -> stores.turns().finish(session, 1, END)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Turn with(
      Turn turn, Turn.Launch launch, Turn.@Nullable Stop stop, Turn.@Nullable End end) {
    return new Turn(
        turn.session(),
        turn.number(),
        turn.kind(),
        turn.prompt(),
        turn.messageId(),
        turn.followUpId(),
        launch,
        stop,
        end);
  }

  private SessionId session() {
    return storedSession().id();
  }

  private Turn insert(Turn turn) {
    write(() -> stores.turns().insert(turn));
    return turn;
  }
}
