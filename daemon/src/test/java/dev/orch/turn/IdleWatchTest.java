package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.StopRung;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdleWatchTest {
  private static final TurnTimes TIMES =
      new TurnTimes(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));
  private static final long START = Long.MAX_VALUE - 1;
  private final IdleWatch watch = IdleWatch.from(TIMES, Reason.WORKING, Optional.empty(), START);

  /** Monotonic time may pass the end of its range. */
  private static long after(int seconds) {
    return START + Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void aProcessWhoseInputIsOpenMayTakeItsTime() {
    assertThat(watch.isArmed()).isFalse();
    assertThat(watch.due(after(86_400))).isEmpty();
  }

  @Test
  void oneWhoseInputHasEndedIsAskedToEndAndThenKilled() {
    watch.inputEnded(START);
    assertThat(watch.isArmed()).isTrue();
    assertThat(watch.due(after(29))).isEmpty();
    assertThat(watch.due(after(30))).contains(StopRung.TERMINATE);
    watch.took(StopRung.TERMINATE, after(30));
    assertThat(watch.due(after(34))).isEmpty();
    assertThat(watch.due(after(35))).contains(StopRung.KILL);
    watch.took(StopRung.KILL, after(35));
    assertThat(watch.due(after(39))).isEmpty();
    assertThat(watch.due(after(40))).contains(StopRung.KILL);
  }

  @Test
  void aRungThatWasNotTakenIsStillDue() {
    watch.inputEnded(START);
    assertThat(watch.due(after(30))).contains(StopRung.TERMINATE);
    assertThat(watch.due(after(31))).contains(StopRung.TERMINATE);
  }

  @Test
  void aNewDaemonGoesOnOneRungAfterTheLastOnRecord() {
    IdleWatch later = IdleWatch.from(TIMES, Reason.WORKING, Optional.of(StopRung.TERMINATE), START);
    later.inputEnded(START);
    assertThat(later.due(after(4))).isEmpty();
    assertThat(later.due(after(5))).contains(StopRung.KILL);
  }

  @Test
  void aNewDaemonKnowsThatASessionIsStalled() {
    IdleWatch later = IdleWatch.from(TIMES, Reason.STALLED, Optional.empty(), START);
    assertThat(later.activity(false, Reason.WORKING, after(301))).isEmpty();
    assertThat(later.activity(true, Reason.BACKGROUND, after(302))).contains(Reason.BACKGROUND);
  }

  @Test
  void theFirstEndOfTheInputCounts() {
    watch.inputEnded(START);
    watch.inputEnded(after(29));
    assertThat(watch.due(after(30))).contains(StopRung.TERMINATE);
  }

  /** A pass that is kept. */
  private Optional<Reason> pass(boolean output, int seconds) {
    Optional<Reason> activity = watch.activity(output, Reason.WORKING, after(seconds));
    watch.went(output, after(seconds));
    return activity;
  }

  @Test
  void oneThatPrintsNothingForLongIsStalledOnceAndAtWorkAgainWithItsNextLine() {
    assertThat(pass(false, 299)).isEmpty();
    assertThat(pass(false, 300)).contains(Reason.STALLED);
    assertThat(pass(false, 301)).isEmpty();
    assertThat(pass(true, 302)).contains(Reason.WORKING);
    assertThat(pass(true, 303)).isEmpty();
    assertThat(pass(false, 602)).isEmpty();
    assertThat(pass(false, 603)).contains(Reason.STALLED);
  }

  @Test
  void whatWasNotKeptIsSaidAgain() {
    assertThat(watch.activity(true, Reason.WORKING, after(299))).isEmpty();
    assertThat(watch.activity(false, Reason.WORKING, after(300))).contains(Reason.STALLED);
    assertThat(pass(false, 301)).contains(Reason.STALLED);
    assertThat(watch.activity(true, Reason.WORKING, after(302))).contains(Reason.WORKING);
    assertThat(pass(false, 303)).isEmpty();
    assertThat(pass(true, 304)).contains(Reason.WORKING);
  }
}
