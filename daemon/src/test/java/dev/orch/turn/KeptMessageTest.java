package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message is said once: it is listed until an agent has truly taken it, however a turn ends. */
class KeptMessageTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void open() throws IOException {
    project = new TestProject(folder);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private void awaitOffered(SessionId id) throws InterruptedException {
    project
        .plane()
        .await(id, _ -> !project.plane().stores.followUps().listOffered(id, 1).isEmpty());
  }

  @Test
  void aMessageThatTheAgentHadNotTakenStaysListedAfterAStopAndIsSaidByTheResume() throws Exception {
    SessionId id = project.send("[[say one]] [[hang]]");
    project.awaitSaid(id, "one");
    project.followUp(id, "[[say two]]", FollowUp.Mode.AUTO);
    awaitOffered(id);
    project.stop(id);
    project.await(id, SessionState.STOPPED);
    assertThat(project.kept(id)).containsExactly("[[say two]]");
    assertThat(project.said(id)).doesNotContain("two");
    project.resume(id, null);
    project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).containsOnlyOnce("two");
    assertThat(project.kept(id)).isEmpty();
  }
}
