package dev.orch;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a whole control plane each. */
abstract class RealPlaneSuite {
  @TempDir Path folder;
  RealPlane plane;

  @BeforeEach
  void openPlane() throws IOException {
    plane = RealPlane.open(folder);
  }

  @AfterEach
  void closePlane() {
    plane.close();
  }
}
