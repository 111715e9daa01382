package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an agent when a daemon of another version comes after the one that started it.
 */
class RunFormatTest extends PlaneSuite {
  private SessionId running() throws Exception {
    SessionId id = plane.send("implement", project, "[[hang]]").id();
    plane.await(id, session -> session.standing().reason() == Reason.WORKING);
    TestRuns.await(() -> Files.exists(run(id).resolve("agent")));
    return id;
  }

  private Path run(SessionId id) {
    return folder.resolve("state/runs").resolve(id.value()).resolve("1");
  }

  private ProcessHandle agent(SessionId id) throws IOException {
    String[] words = Files.readString(run(id).resolve("agent")).split(" ", -1);
    return ProcessHandle.of(Long.parseLong(words[1])).orElseThrow();
  }

  private void stop(SessionId id) {
    plane.sessions.stop(id, Reason.USER, TestPlane.USER, _ -> {});
  }

  @Test
  void oneOfTheFormatBeforeIsAdopted() throws Exception {
    SessionId id = running();
    Files.delete(run(id).resolve("version"));

    restart();

    assertThat(plane.events(id, "process.adopted")).hasSize(1);
    stop(id);
    plane.await(id, in(SessionState.STOPPED));
  }

  @Test
  void oneOfANewerFormatIsToldAndLeftAloneUntilThatVersionIsBack() throws Exception {
    SessionId id = running();
    Path version = run(id).resolve("version");
    String ours = Files.readString(version);
    Files.writeString(version, "3\n");

    restart();
    Session told = plane.await(id, session -> session.isWarnedOf(Warning.Code.SETTLING_FAILED));
    assertThat(told.state()).isEqualTo(SessionState.RUNNING);
    assertThat(told.progress().warnings().getFirst().text())
        .contains("another version", run(id).toString());
    assertThat(agent(id).isAlive()).isTrue();
    assertThat(plane.events(id, "process.adopted")).isEmpty();

    Files.writeString(version, ours);
    restart();
    assertThat(plane.events(id, "process.adopted")).hasSize(1);
    stop(id);
    plane.await(id, in(SessionState.STOPPED));
  }

  @Test
  void oneOfANewerFormatIsStoppedWhenThatIsAskedFor() throws Exception {
    SessionId id = running();
    ProcessHandle agent = agent(id);
    Files.writeString(run(id).resolve("version"), "3\n");
    restart();
    plane.await(id, session -> session.isWarnedOf(Warning.Code.SETTLING_FAILED));

    stop(id);

    plane.await(id, in(SessionState.STOPPED));
    TestRuns.await(() -> !agent.isAlive());
  }
}
