package dev.orch.doctor;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.store.TurnStore;
import java.util.List;
import java.util.Optional;

/**
 * Whether agents are at work whose supervisor is gone: nobody will know how they end, and what is
 * said to them may not come through.
 */
public record GoneSupervisors(TurnStore turns, ProcessSupervisor supervisor) implements Check {
  @Override
  public List<Finding> look() {
    return turns.listSessionsWithOpenTurn().stream()
        .map(this::openRun)
        .flatMap(Optional::stream)
        .filter(supervisor::hasLostSupervisor)
        .map(GoneSupervisors::finding)
        .toList();
  }

  private Optional<RunId> openRun(SessionId id) {
    return turns.findLatest(id).filter(Turn::isOpen).map(turn -> new RunId(id, turn.number()));
  }

  private static Finding finding(RunId run) {
    return Finding.told(
        Finding.Code.SUPERVISOR_GONE,
        "the process that watches over turn %d of session %s was killed: how its agent ends will not be known"
            .formatted(run.turn(), run.session()),
        run.session().value(),
        "orch stop %1$s, then orch resume %1$s".formatted(run.session()));
  }
}
