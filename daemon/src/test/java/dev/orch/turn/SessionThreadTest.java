package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionState;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a session whose thread fails. */
class SessionThreadTest {
  @TempDir Path folder;
  private Path home;
  private TestPlane plane;
  private Project project;

  @BeforeEach
  void open() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    GitRepository repository = GitRepository.withCommit(folder.resolve("app"), home);
    plane = new TestPlane(folder.resolve("state"), home);
    project = plane.register(repository.folder());
  }

  @AfterEach
  void close() {
    plane.endAgents();
    plane.close();
  }

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
