package dev.orch.turn;

import dev.orch.domain.session.StopRung;
import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Arrival;
import dev.orch.runtime.ProcessEnded;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.StopOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A process that ends with the first look at it and remembers what it was signalled. */
final class SignalledProcess implements AgentProcess {
  private final Supplier<StopRung> onRecord;
  private final List<String> signals = new ArrayList<>();

  /** Asks for the rung on record with each signal. */
  SignalledProcess(Supplier<StopRung> onRecord) {
    this.onRecord = onRecord;
  }

  /** Each signal with the rung that was on record by then. */
  List<String> signals() {
    return List.copyOf(signals);
  }

  private void signal(String name) {
    signals.add(name + " at " + onRecord.get());
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public List<Arrival> take(Duration atMost) {
    return List.of(new ProcessEnded(new ProcessExit.Exited(0)));
  }

  @Override
  public void nudge() {}

  @Override
  public long inputLength() {
    return 0;
  }

  @Override
  public void send(byte[] bytes) {}

  @Override
  public void endInput() {}

  @Override
  public void interrupt() {
    signal("interrupt");
  }

  @Override
  public void terminate() {
    signal("terminate");
  }

  @Override
  public void suspend() {
    signal("suspend");
  }

  @Override
  public void resume() {
    signal("resume");
  }

  @Override
  public StopOutcome kill() {
    signal("kill");
    return new StopOutcome.Dead();
  }

  @Override
  public void remember() {}

  @Override
  public StopOutcome sweep() {
    return new StopOutcome.Dead();
  }

  @Override
  public void close() {}
}
