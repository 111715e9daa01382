package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.Agents;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.util.Optional;

/** Reads the turn of a session that is open, with all that belongs to it. */
record OpenTurns(Stores stores, SessionLedger ledger, Agents agents) {

  Optional<LiveTurn> find(SessionId id) {
    return stores.transactions().read(() -> read(id));
  }

  private Optional<LiveTurn> read(SessionId id) {
    return stores.turns().findLatest(id).filter(Turn::isOpen).map(turn -> describe(id, turn));
  }

  private LiveTurn describe(SessionId id, Turn turn) {
    Session session = ledger.require(id);
    Project project =
        stores
            .projects()
            .find(session.assignment().project())
            .orElseThrow(() -> new IllegalStateException("no project of session " + id));
    AgentAdapter adapter = agents.require(session.assignment().agent());
    return new LiveTurn(session, turn, project, adapter);
  }
}
