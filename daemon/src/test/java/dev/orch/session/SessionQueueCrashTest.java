package dev.orch.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.project.Project;
import dev.orch.domain.schedule.QueuePlace;
import dev.orch.domain.session.SessionId;
import dev.orch.schedule.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon dies, with two places and more who want one. */
class SessionQueueCrashTest {
  @TempDir Path folder;
  private QueuedSessions daemon;
  private Project project;

  @BeforeEach
  void open() {
    daemon = daemon();
    project = daemon.project();
  }

  private QueuedSessions daemon() {
    return new QueuedSessions(folder, new Limits(2, Map.of(), 0), RandomGenerator.getDefault());
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private void restart() {
    daemon.close();
    daemon = daemon();
  }

  private SessionId running() {
    SessionId id = daemon.send(project);
    daemon.launched(id);
    return id;
  }

  private QueuePlace place(SessionId id) {
    return daemon.place(id).orElseThrow();
  }

  @Test
  void theQueueOutlivesTheDaemonAndSoDoesWhatItDidLast() {
    SessionId first = running();
    running();
    SessionId third = daemon.send(project);
    SessionId fourth = daemon.send(project);
    restart();
    assertThat(place(third).position()).isEqualTo(1);
    assertThat(place(fourth).position()).isEqualTo(2);

    daemon.done(first);
    daemon.look();
    restart();
    daemon.look();

    assertThat(daemon.stores.turns().list(third)).hasSize(1);
    assertThat(daemon.stores.turns().listSessionsWithOpenTurn()).contains(third);
    assertThat(daemon.place(third)).isEmpty();
    assertThat(place(fourth).position()).isEqualTo(1);
  }

  @Test
  void whatIsNotCommittedHasNotHappened() {
    running();
    SessionId other = running();
    SessionId queued = daemon.send(project);
    daemon.done(other);

    assertThatThrownBy(() ->
            daemon.write(() -> {
              daemon.admission.begin(daemon.stores.queue().find(queued).orElseThrow());
              throw new IllegalStateException("the daemon dies");
            }))
        .hasMessage("the daemon dies");
    assertThat(daemon.place(queued)).isPresent();
    assertThat(daemon.hasOpenTurn(queued)).isFalse();

    daemon.look();
    assertThat(daemon.stores.turns().list(queued)).hasSize(1);
  }
}
