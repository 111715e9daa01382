package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.store.Samples;
import java.nio.file.Files;
import java.util.List;
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
        .contains("StackOverflowError", "by itself")
        .doesNotContain("orch down");
  }

  @Test
  void aLaunchWaitsForTheOperationOnItsFiles() throws Exception {
    Session sent = plane.send("implement", project, "[[say one]]");
    await(sent, 1);
    plane
        .stores
        .transactions()
        .write(() -> plane.stores.operations().insert(Samples.release("release001", sent)));

    plane.sessions.followUp(sent.id(), "[[say two]]", FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});

    assertThat(plane.stores.turns().find(sent.id(), 2).orElseThrow().launch().spec()).isNull();
    plane
        .stores
        .transactions()
        .write(() -> plane.stores.operations().finish("release001", Samples.NOON));
    plane.sessions.wake(sent.id());
    await(sent, 2);
  }

  @Test
  void failuresAreARowUntilTheTurnComesFurther() {
    SessionId id = new Samples(1).session(Samples.NOON).id();
    SessionThread.Row row = new SessionThread.Row();
    row.stands(Samples.turn(id, 1));
    assertThat(List.of(row.oneMore(), row.oneMore())).containsExactly(1, 2);
    row.stands(Samples.turn(id, 1));
    assertThat(row.oneMore()).isEqualTo(3);

    row.stands(Samples.turn(id, 2));

    assertThat(row.oneMore()).isEqualTo(1);
  }
}
