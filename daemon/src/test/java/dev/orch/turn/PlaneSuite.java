package dev.orch.turn;

import dev.orch.domain.project.Project;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a plane and a home that they write into, of which no process is left. */
abstract class PlaneSuite {
  @TempDir Path folder;
  Path home;
  GitRepository repository;
  TestPlane plane;
  Project project;

  @BeforeEach
  void openPlane() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    repository = GitRepository.withCommit(folder.resolve("my app"), home);
    plane = new TestPlane(folder.resolve("state"), home);
    project = plane.register(repository.folder());
  }

  @AfterEach
  void closePlane() {
    plane.endAgents();
    plane.close();
  }

  /** The daemon goes, as killed, and the next one comes. */
  void restart() throws IOException {
    plane.close();
    plane = new TestPlane(folder.resolve("state"), home);
  }

  static Predicate<Session> in(SessionState state) {
    return session -> session.state() == state;
  }

  InputRequest openRequest(SessionId id) {
    return plane.stores.inputRequests().listOpen(id).getFirst();
  }
}
