package dev.orch.turn;

import dev.orch.agent.AgentAdapter;
import dev.orch.agent.Agents;
import dev.orch.domain.project.Project;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.runtime.RunId;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionPlaces;
import dev.orch.store.Stores;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import java.nio.file.Path;
import java.util.Optional;

/** An open turn with all that its thread needs to know, as it was read together. */
public record LiveTurn(Session session, Turn turn, Project project, AgentAdapter adapter) {

  RunId run() {
    return new RunId(session.id(), turn.number());
  }

  Repository repository() {
    return new Repository(project.path(), project.commonGitDir());
  }

  /** Where the files that the session leaves are put. */
  Path artifactFolder() {
    return SessionPlaces.artifacts(session);
  }

  /** The worktree that the session works in; empty if it reads the checkout. */
  Optional<WorktreeRequest> worktree() {
    return WorktreeRequest.of(session);
  }

  /** Reads the turn of a session that is open, with all that belongs to it. */
  record Finder(Stores stores, SessionLedger ledger, Agents agents) {

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
}
