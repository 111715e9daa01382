package dev.orch.dist.agents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs its tests under every shell there is, and ends what they started. */
@ParameterizedClass(name = "{0}")
@MethodSource("shells")
abstract class ScriptedAgentSuite {
  @Parameter List<String> shell = List.of();
  @TempDir Path folder;
  ScriptedAgent scripted = new ScriptedAgent(List.of(), Path.of(""));
  final List<AgentProcess> started = new ArrayList<>();

  static Stream<List<String>> shells() {
    return ScriptedAgent.shells();
  }

  @BeforeEach
  final void prepare() {
    scripted = new ScriptedAgent(shell, folder);
  }

  @AfterEach
  final void endWhatWasStarted() {
    started.forEach(AgentProcess::close);
  }

  final AgentProcess start(String... more) {
    AgentProcess agent = scripted.start(more);
    started.add(agent);
    return agent;
  }
}
