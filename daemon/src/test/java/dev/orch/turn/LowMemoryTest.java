package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** No process is started without memory for it, whoever admitted its turn, and when. */
class LowMemoryTest extends ProjectSuite {
  private void awaitWarned(SessionId id) throws InterruptedException {
    project.plane().await(id, session -> session.isWarnedOf(Warning.Code.MEMORY_LOW));
  }

  private void endShortage(SessionId id) throws Exception {
    Files.delete(folder.resolve("home/no-memory"));
    project.plane().sessions.wake(id);
    assertThat(project.await(id, SessionState.COMPLETED).isWarnedOf(Warning.Code.MEMORY_LOW))
        .isFalse();
  }

  @Test
  void theTurnThatFollowsAnotherAtOnceWaitsForMemory() throws Exception {
    SessionId id = project.send("[[say one]]" + project.untilTheGateOpens());
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say two]]", FollowUp.Mode.NEXT_TURN);
    Files.createFile(folder.resolve("home/no-memory"));
    project.openGate();

    awaitWarned(id);
    assertThat(project.plane().session(id).state()).isEqualTo(SessionState.RUNNING);
    assertThat(project.latestTurn(id).number()).isEqualTo(2);
    assertThat(project.latestTurn(id).launch().startedAt()).isNull();

    endShortage(id);
    assertThat(project.said(id)).contains("two");
  }

  @Test
  void aTurnThatADaemonFindsAtItsStartWaitsForMemory() throws Exception {
    Files.createFile(folder.resolve("home/no-memory"));
    SessionId id = project.send("[[say one]]");
    awaitWarned(id);

    project.restart(() -> {});

    assertThat(project.latestTurn(id).launch().startedAt()).isNull();
    endShortage(id);
  }

  @Test
  void whatWaitsForMemoryCanBeStopped() throws Exception {
    Files.createFile(folder.resolve("home/no-memory"));
    SessionId id = project.send("[[say one]]");
    awaitWarned(id);

    project.stop(id);

    assertThat(project.await(id, SessionState.STOPPED).isWarnedOf(Warning.Code.MEMORY_LOW))
        .isFalse();
  }
}
