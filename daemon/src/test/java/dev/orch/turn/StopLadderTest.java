package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StopLadderTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long START = Long.MAX_VALUE - 1;
  private final StopLadder ladder = new StopLadder(GRACE);

  private static Turn.Stop stop(int requests, @Nullable StopRung rung) {
    return new Turn.Stop(Reason.USER, Instant.EPOCH, requests, rung, null);
  }

  /** Monotonic time may pass the end of its range. */
  private static long after(Duration time) {
    return START + time.toNanos();
  }

  @Test
  void itBeginsWithAnInterruptHoweverOftenItWasAskedFor() {
    assertThat(ladder.isClimbing()).isFalse();
    assertThat(ladder.next(stop(3, null), START)).contains(StopRung.INTERRUPT);
  }

  @Test
  void aRungIsGivenItsTimeAndThenTheNextIsTaken() {
    ladder.took(StopRung.INTERRUPT, START);
    assertThat(ladder.isClimbing()).isTrue();
    assertThat(ladder.next(stop(1, StopRung.INTERRUPT), after(GRACE.minusNanos(1)))).isEmpty();
    assertThat(ladder.next(stop(1, StopRung.INTERRUPT), after(GRACE))).contains(StopRung.TERMINATE);
    ladder.took(StopRung.TERMINATE, after(GRACE));
    assertThat(ladder.next(stop(1, StopRung.TERMINATE), after(GRACE))).isEmpty();
    assertThat(ladder.next(stop(1, StopRung.TERMINATE), after(GRACE.multipliedBy(2))))
        .contains(StopRung.KILL);
  }

  @Test
  void eachFurtherRequestGoesOneRungOnAtOnce() {
    ladder.took(StopRung.INTERRUPT, START);
    assertThat(ladder.next(stop(2, StopRung.INTERRUPT), START)).contains(StopRung.TERMINATE);
    ladder.took(StopRung.TERMINATE, START);
    assertThat(ladder.next(stop(2, StopRung.TERMINATE), START)).isEmpty();
    assertThat(ladder.next(stop(3, StopRung.TERMINATE), START)).contains(StopRung.KILL);
  }

  @Test
  void aNewDaemonGoesOneRungOnAtOnce() {
    assertThat(ladder.next(stop(1, StopRung.INTERRUPT), START)).contains(StopRung.TERMINATE);
    assertThat(new StopLadder(GRACE).next(stop(1, StopRung.TERMINATE), START))
        .contains(StopRung.KILL);
  }

  @Test
  void theLastRungIsTakenAgainUntilItHasWorked() {
    ladder.took(StopRung.KILL, START);
    assertThat(ladder.next(stop(9, StopRung.KILL), START)).isEmpty();
    assertThat(ladder.next(stop(9, StopRung.KILL), after(GRACE))).contains(StopRung.KILL);
  }
}
