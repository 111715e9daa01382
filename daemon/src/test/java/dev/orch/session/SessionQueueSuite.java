package dev.orch.session;

import dev.orch.domain.project.AgentId;
import dev.orch.domain.project.Project;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.schedule.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with two places. */
abstract class SessionQueueSuite {
  static final long MEMORY = Limits.MEMORY_OF_AN_AGENT;
  static final AgentId CODEX = new AgentId("codex");

  @TempDir Path folder;
  QueuedSessions daemon;
  Project project;

  @BeforeEach
  void open() {
    daemon = daemon();
    project = daemon.project();
  }

  QueuedSessions daemon() {
    return new QueuedSessions(
        folder, new Limits(2, Map.of(CODEX, 1), MEMORY), RandomGenerator.getDefault());
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  SessionId running() {
    SessionId id = daemon.send(project);
    daemon.launched(id);
    return id;
  }

  SessionId done() {
    SessionId id = running();
    daemon.done(id);
    return id;
  }

  SessionId failed() {
    SessionId id = running();
    daemon.fails(id);
    return id;
  }

  QueuePlace place(SessionId id) {
    return daemon.place(id).orElseThrow();
  }

  SessionState state(SessionId id) {
    return daemon.session(id).state();
  }
}
