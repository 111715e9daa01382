package dev.orch.turn;

import dev.orch.domain.project.Project;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a plane and a home that they write into, of which no process is left. */
abstract class PlaneSuite {
  @TempDir Path folder;
  Path home;
  TestPlane plane;
  Project project;

  @BeforeEach
  void openPlane() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    GitRepository repository = GitRepository.withCommit(folder.resolve("app"), home);
    plane = new TestPlane(folder.resolve("state"), home);
    project = plane.register(repository.folder());
  }

  @AfterEach
  void closePlane() {
    plane.endAgents();
    plane.close();
  }
}
