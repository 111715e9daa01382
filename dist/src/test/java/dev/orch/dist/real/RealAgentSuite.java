package dev.orch.dist.real;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs its tests with the oldest and the newest version of the real agent that are supported; those
 * of one version share a daemon.
 */
@Tag("real-agents")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {RealAgentSuite.OLDEST, "2.1.331"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class RealAgentSuite {
  static final String OLDEST = "2.1.197";
  @Parameter String version = "";
  Installation orch;

  /** What the tests run in; a suite may ask for another. */
  Installation installation() throws Exception {
    return Installation.open(version);
  }

  @BeforeParameterizedClassInvocation
  final void open() throws Exception {
    orch = installation();
  }

  @AfterParameterizedClassInvocation
  final void close() throws Exception {
    orch.close();
  }

  final boolean isNew() {
    return !version.equals(OLDEST);
  }
}
