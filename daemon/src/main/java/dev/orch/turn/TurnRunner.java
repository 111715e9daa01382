package dev.orch.turn;

import dev.orch.agent.AgentProtocol;
import dev.orch.agent.Agents;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Turn;
import dev.orch.runtime.AgentProcess;
import dev.orch.runtime.Framing;
import dev.orch.runtime.OutputOffsets;
import dev.orch.runtime.ProcessExit;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.session.LiveSessions;
import dev.orch.store.Stores;
import java.util.Objects;

/**
 * Reads the process of a turn to its end: whatever it prints is understood, committed and answered
 * by this one thread, from where the last commit stands.
 */
final class TurnRunner {
  private final Stores stores;
  private final Agents agents;
  private final ProcessSupervisor supervisor;
  private final TurnRecorder recorder;
  private final TurnEnd turnEnd;
  private final RandomIds ids;
  private final TurnTimes times;

  TurnRunner(
      Stores stores,
      Agents agents,
      ProcessSupervisor supervisor,
      TurnRecorder recorder,
      TurnEnd turnEnd,
      RandomIds ids,
      TurnTimes times) {
    this.stores = stores;
    this.agents = agents;
    this.supervisor = supervisor;
    this.recorder = recorder;
    this.turnEnd = turnEnd;
    this.ids = ids;
    this.times = times;
  }

  /** Returns when the turn has ended and that is committed. */
  void run(LiveTurn live, LiveSessions.Live thread) throws InterruptedException {
    Turn.Launch launch =
        stores
            .turns()
            .find(live.session().id(), live.turn().number())
            .map(Turn::launch)
            .orElse(live.turn().launch());
    AgentProtocol protocol = live.adapter().protocol();
    OutputOffsets read = new OutputOffsets(launch.outRead(), launch.errRead());
    try (AgentProcess process = supervisor.attach(live.run(), Framing.LINES, read)) {
      thread.onWake(process::nudge);
      TurnLoop loop =
          new TurnLoop(
              live,
              process,
              new TurnLoop.Progress(
                  protocol.decode(Objects.requireNonNull(launch.protocolState())), read),
              recorder,
              new StopLadder(times.rungGrace()),
              idle(live),
              ids);
      ProcessExit exit = loop.run();
      turnEnd.finish(live, loop.state(), exit, process);
    } finally {
      thread.onWake(() -> {});
    }
    forgetProgramThatRefused(live);
  }

  /** Flags are chosen by the program's version: one that refused them is asked for it again. */
  private void forgetProgramThatRefused(LiveTurn live) {
    boolean refused =
        stores
            .turns()
            .find(live.session().id(), live.turn().number())
            .flatMap(Turn::ended)
            .filter(end -> end.outcome().reason() == Reason.LAUNCH_FAILED)
            .isPresent();
    if (refused) {
      agents.forget(live.adapter().id());
    }
  }

  private IdleWatch idle(LiveTurn live) {
    return IdleWatch.from(
        times,
        live.session().standing().reason(),
        stores.turns().findRung(live.session().id(), live.turn().number()),
        System.nanoTime());
  }
}
