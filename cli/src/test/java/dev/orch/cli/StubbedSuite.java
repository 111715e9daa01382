package dev.orch.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what a person types while a daemon of canned answers runs. */
public abstract class StubbedSuite {
  @TempDir protected Path home;
  @AutoClose protected StubDaemon daemon;
  protected Typed user;

  @BeforeEach
  final void aDaemonRuns() throws IOException {
    user = new Typed(home);
    daemon = new StubDaemon().announce(user.stateFolder());
  }
}
