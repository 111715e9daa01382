package dev.orch.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.event.EventType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever is in the way of one log, or of all for a moment, ends none and doubles nothing. */
class ReadableLogFailureTest extends ReadableLogSuite {
  @Test
  void aSessionThatFailsStopsNoOther() {
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);
    broken = true;
    scene.turn(1, "add retries");
    start();
    for (int i = 0; i < 2; i++) {
      begin();
      other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x" + i));
      String last = "x" + i + "\n";
      await(() -> read(other.log()).endsWith(last));
    }
    assertThat(log()).isEmpty();

    broken = false;
    say("one");

    await(() -> log().endsWith("one\n"));
    assertThat(log().split("add retries", -1)).hasSize(3);
  }

  @Test
  void aSessionThatFailsAtTheStartStopsNoOther() {
    SessionScene other = SessionScene.of(stores, "0000000000", project, null);
    broken = true;
    scene.turn(1, "add retries");
    begin();
    other.happens(1, SessionScene.CLAUDE, EventType.AGENT_MESSAGE, message("x"));

    start();

    await(() -> read(other.log()).endsWith("x\n"));
  }

  @Test
  void aStoreThatGoesAwayInBetweenDoublesNothing() throws InterruptedException {
    SessionScene other = SessionScene.of(stores, "9876543210", project, null);
    other.turn(1, "add retries");
    say("first");
    start();
    await(() -> log().endsWith("first\n"));
    CountDownLatch gate = new CountDownLatch(1);
    held = gate;
    begin(other);
    assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    // Both are in the next batch; the second one fails once the first is written.
    say("one");
    begin(other);
    say("two");

    away.set(true);
    gate.countDown();
    await(() -> !away.get());
    say("end");

    await(() -> log().endsWith("end\n"));
    assertThat(log()).containsOnlyOnce("one\n").containsOnlyOnce("two\n");
  }
}
