package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.orch.agent.claude.ClaudeAdapter;
import dev.orch.domain.project.AgentId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentsTest {
  private static final AgentId CURSOR = new AgentId("cursor");
  private static final Availability HERE =
      new Availability.Installed(Path.of("/opt/claude"), "2.1.331", Login.UNKNOWN);

  private final AgentAdapter claude = new ClaudeAdapter();
  private final Agents agents = new Agents(List.of(claude), PlannedAgents.sentences(), _ -> HERE);

  @Test
  void whatIsPlannedIsKnownAndSaysWhatWillCome() {
    assertThat(agents.ids().stream().map(AgentId::value))
        .containsExactly("claude", "codex", "copilot", "cursor");
    assertThat(agents.isKnown(CURSOR)).isTrue();
    assertThat(agents.availability(CURSOR))
        .isInstanceOfSatisfying(
            Availability.Planned.class, planned -> assertThat(planned.what()).isNotBlank());
    assertThatIllegalArgumentException().isThrownBy(() -> agents.require(CURSOR));
  }

  @Test
  void anAgentWithAnAdapterIsLookedFor() {
    assertThat(agents.require(claude.id())).isSameAs(claude);
    assertThat(agents.availability(claude.id())).isEqualTo(HERE);
  }

  @Test
  void whatNobodyHasHeardOfIsNotKnown() {
    AgentId unknown = new AgentId("clippy");

    assertThat(agents.isKnown(unknown)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> agents.availability(unknown));
  }

  @Test
  void whatBelongsToOneAgentBelongsToNoOther() {
    assertThat(PlannedAgents.ALL)
        .allSatisfy(planned ->
            assertThat(planned.variables())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(claude.environment().own()));
  }
}
