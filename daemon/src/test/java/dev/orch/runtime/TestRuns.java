package dev.orch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Reads runs to their end and waits for conditions, both with a bound that only a defect meets. */
public final class TestRuns {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofMillis(2);

  private TestRuns() {}

  /** All that a run gave. */
  public record Reading(List<OutputFrame> frames, ProcessExit exit) {
    /** The texts of one stream, in order. */
    public List<String> lines(StreamName stream) {
      return frames.stream().filter(f -> f.stream() == stream).map(OutputFrame::text).toList();
    }

    /** The texts of standard output. */
    public List<String> out() {
      return lines(StreamName.OUT);
    }
  }

  /** Takes until the end. */
  public static Reading readToEnd(AgentProcess process) {
    List<OutputFrame> frames = new ArrayList<>();
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      for (Arrival arrival : take(process)) {
        switch (arrival) {
          case OutputFrame frame -> frames.add(frame);
          case ProcessEnded(ProcessExit exit) -> {
            return new Reading(frames, exit);
          }
          case OutputTruncated _, Nudge _ -> {}
        }
      }
    }
    throw new AssertionError("no end within " + BOUND + "; frames: " + frames.size());
  }

  /** Takes once; an interrupt fails the test. */
  public static List<Arrival> take(AgentProcess process) {
    try {
      return process.take(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes until a line of standard output says this. */
  public static void awaitLine(AgentProcess process, String line) {
    await(() ->
        take(process).stream()
            .anyMatch(s -> s instanceof OutputFrame frame && frame.text().equals(line)));
  }

  /** Waits for a condition. */
  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + BOUND.toNanos();
    boolean holds = condition.getAsBoolean();
    while (!holds && System.nanoTime() < end) {
      LockSupport.parkNanos(INTERVAL.toNanos());
      holds = condition.getAsBoolean();
    }
    assertThat(holds).as("condition within " + BOUND).isTrue();
  }
}
