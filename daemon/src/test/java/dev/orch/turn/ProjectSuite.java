package dev.orch.turn;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a project each, of which no process is left. */
abstract class ProjectSuite {
  @TempDir Path folder;
  TestProject project;

  /** How long turns wait. */
  TurnTimes times() {
    return TestPlane.TIMES;
  }

  @BeforeEach
  void openProject() throws IOException {
    project = new TestProject(folder, times());
  }

  @AfterEach
  void closeProject() {
    project.close();
  }
}
