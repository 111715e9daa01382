package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What becomes of a session whose thread fails. */
class SessionThreadTest extends PlaneSuite {
  private Session await(Session session, int turns) throws InterruptedException {
    return plane.await(
        session.id(),
        now -> now.state() == SessionState.COMPLETED && now.progress().turnCount() == turns);
  }

  @Test
  void anErrorOfTheMachineLeavesNoSessionUnwatched() throws Exception {
    Session sent = plane.send("implement", project, "[[say one]]");
    await(sent, 1);
    Files.createFile(home.resolve("overflow"));

    plane.sessions.followUp(sent.id(), "[[say two]]", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});

    await(sent, 2);
    assertThat(plane.events(sent.id(), "session.warned"))
        .singleElement()
        .asString()
        .contains("StackOverflowError");
  }
}
