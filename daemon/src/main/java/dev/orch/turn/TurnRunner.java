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
import dev.orch.session.LiveSessions;
import dev.orch.store.Stores;
import java.util.List;
import java.util.Objects;

/**
 * Reads the process of a turn to its end: whatever it prints is understood, committed and answered
 * by this one thread, from where the last commit stands.
 */
final class TurnRunner {
  private final Stores stores;
  private final Agents agents;
  private final TurnMachinery.Processes processes;
  private final TurnRecorder recorder;
  private final TurnEnd turnEnd;
  private final RandomIds ids;

  TurnRunner(
      Stores stores,
      Agents agents,
      TurnMachinery.Processes processes,
      TurnRecorder recorder,
      TurnEnd turnEnd,
      RandomIds ids) {
    this.stores = stores;
    this.agents = agents;
    this.processes = processes;
    this.recorder = recorder;
    this.turnEnd = turnEnd;
    this.ids = ids;
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
    try (AgentProcess process = processes.supervisor().attach(live.run(), Framing.LINES, read)) {
      thread.onWake(process::nudge);
      TurnLoop loop =
          new TurnLoop(
              live,
              process,
              new TurnLoop.Progress(
                  protocol.decode(Objects.requireNonNull(launch.protocolState())), read),
              recorder,
              watches(live),
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

  private TurnLoop.Watches watches(LiveTurn live) {
    TurnTimes times = processes.times();
    return new TurnLoop.Watches(
        new StopLadder(times.rungGrace()),
        IdleWatch.from(
            times,
            live.session().standing().reason(),
            stores.turns().findRung(live.session().id(), live.turn().number()),
            System.nanoTime()),
        processes
            .disk()
            .watch(List.of(live.session().place().folder(), live.project().commonGitDir())),
        processes.disk().limits().output());
  }
}
