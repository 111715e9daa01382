package dev.orch.runtime.sh;

import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Arrival;
import dev.orch.runtime.Nudge;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.ProcessEnded;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.StopOutcome;
import dev.orch.runtime.StreamName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads, feeds and stops one run by the files of its folder. */
final class ShellAgentProcess implements AgentProcess {
  private static final Duration BUSY_INTERVAL = Duration.ofMillis(5);
  private static final Duration QUIET_INTERVAL = Duration.ofMillis(20);
  private static final Duration IDLE_INTERVAL = Duration.ofMillis(200);
  private static final Duration BUSY_FOR = Duration.ofSeconds(1);
  private static final Duration QUIET_FOR = Duration.ofSeconds(30);

  private final RunDirectory directory;
  private final RunStop stop;
  private final InputJournal input;
  private final EndWatch watch;
  private final OutputFile out;
  private final OutputFile err;

  /** Set by any thread, taken by the reading one. */
  private final AtomicBoolean nudged = new AtomicBoolean();

  /** The reading thread while it is in {@link #take}, for others to wake. */
  private volatile @Nullable Thread reader;

  private long lastActivity = System.nanoTime();

  /** Takes turns, so that a flood on one stream does not hide the other. */
  private boolean errFirst;

  /** How it ended and how far its output goes; null until that is known. */
  private @Nullable End end;

  /** What others write to the files later does not belong to the agent. */
  private record End(ProcessExit exit, long outSize, long errSize, boolean given) {}

  ShellAgentProcess(RunDirectory directory, RunStop stop, EndWatch watch, OutputOffsets from) {
    Path folder = directory.folder();
    this.directory = directory;
    this.stop = stop;
    this.watch = watch;
    this.input = new InputJournal(folder);
    this.out = new OutputFile(StreamName.OUT, directory.stream(StreamName.OUT), from.out());
    this.err = new OutputFile(StreamName.ERR, directory.stream(StreamName.ERR), from.err());
  }

  @Override
  public OptionalLong pid() {
    return directory.agent().stream().mapToLong(ProcessRecord::pid).findFirst();
  }

  @Override
  public List<Arrival> take(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    reader = Thread.currentThread();
    try {
      while (true) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        List<Arrival> arrivals = next();
        long left = deadline - System.nanoTime();
        if (!arrivals.isEmpty() || left <= 0) {
          return arrivals;
        }
        LockSupport.parkNanos(Math.min(left, interval().toNanos()));
      }
    } finally {
      reader = null;
    }
  }

  /** The end is looked for before the output is read: what was written before it is then there. */
  private List<Arrival> next() {
    if (end != null && end.given()) {
      return List.of(new ProcessEnded(end.exit()));
    }
    List<Arrival> arrivals = new ArrayList<>();
    if (nudged.getAndSet(false)) {
      arrivals.add(new Nudge());
    }
    if (end == null) {
      watch.look().ifPresent(this::endsWith);
    }
    if (end == null) {
      input.remind();
    }
    FrameBatch batch = read();
    arrivals.addAll(batch.arrivals());
    if (end != null && !batch.isFull()) {
      arrivals.add(new ProcessEnded(end.exit()));
      end = new End(end.exit(), end.outSize(), end.errSize(), true);
    }
    if (!arrivals.isEmpty()) {
      lastActivity = System.nanoTime();
    }
    return arrivals;
  }

  private void endsWith(ProcessExit exit) {
    switch (exit) {
      case ProcessExit.Lost _ -> input.dismiss();
      case ProcessExit.Exited _, ProcessExit.Rebooted _ -> {}
    }
    end = new End(exit, out.size(), err.size(), false);
  }

  private FrameBatch read() {
    FrameBatch batch = new FrameBatch();
    errFirst = !errFirst;
    if (errFirst) {
      readErr(batch);
      readOut(batch);
    } else {
      readOut(batch);
      readErr(batch);
    }
    return batch;
  }

  private void readOut(FrameBatch batch) {
    if (end == null) {
      out.readLines(batch);
    } else {
      out.readRest(batch, end.outSize());
    }
  }

  private void readErr(FrameBatch batch) {
    if (end == null) {
      err.readLines(batch);
    } else {
      err.readRest(batch, end.errSize());
    }
  }

  private Duration interval() {
    long quiet = System.nanoTime() - lastActivity;
    if (quiet < BUSY_FOR.toNanos()) {
      return BUSY_INTERVAL;
    }
    return quiet < QUIET_FOR.toNanos() ? QUIET_INTERVAL : IDLE_INTERVAL;
  }

  @Override
  public void nudge() {
    nudged.set(true);
    LockSupport.unpark(reader);
  }

  @Override
  public long inputLength() {
    return input.length();
  }

  @Override
  public void send(byte[] bytes) {
    input.append(bytes);
    lastActivity = System.nanoTime();
  }

  @Override
  public void endInput() {
    input.end();
  }

  @Override
  public void interrupt() {
    stop.interrupt();
  }

  @Override
  public void terminate() {
    stop.terminate();
  }

  @Override
  public void suspend() {
    stop.suspend();
  }

  @Override
  public void resume() {
    stop.resume();
  }

  @Override
  public StopOutcome kill() {
    return stop.kill();
  }

  @Override
  public void remember() {
    stop.remember();
  }

  @Override
  public StopOutcome sweep() {
    return stop.sweep();
  }

  @Override
  public void close() {
    watch.close();
    out.close();
    err.close();
  }
}
