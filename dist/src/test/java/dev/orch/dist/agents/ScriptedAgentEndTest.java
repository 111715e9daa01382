package dev.orch.dist.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How the agent ends, and what it leaves behind. */
class ScriptedAgentEndTest extends ScriptedAgentSuite {
  @Test
  void itFinishesItsTurnAfterTheInputEnded() {
    AgentProcess agent = start();
    agent.say("[[lines 3 20]]");
    agent.say("[[say the next]]");
    agent.endInput();

    assertThat(agent.exit()).isZero();
    assertThat(Frames.texts(agent.frames()))
        .containsExactly("line 1", "line 2", "line 3", "the next");
  }

  @Test
  void itExitsWithOneWhenTheLastTurnFailed() {
    AgentProcess agent = start();
    agent.say("[[fail 500]]");
    agent.await("result");
    agent.endInput();

    assertThat(agent.exit()).isEqualTo(1);
  }

  @Test
  void itExitsWithTheCodeItWasTold() {
    AgentProcess atTheEnd = start();
    atTheEnd.say("[[code 7]] [[say done]]");
    atTheEnd.await("result");
    atTheEnd.endInput();
    AgentProcess atOnce = start();
    atOnce.say("[[say before]] [[exit 3]] [[say never]]");

    assertThat(atTheEnd.exit()).isEqualTo(7);
    assertThat(atOnce.exit()).isEqualTo(3);
    assertThat(atOnce.frames().stream().map(Frames::kind)).doesNotContain("result/success");
  }

  @Test
  void aRequestThatIsOpenWhenTheInputEndsCountsAsDenied() {
    AgentProcess agent = start();
    agent.say("[[ask touch made.txt]] [[say without it]]");
    agent.await("control_request");
    agent.endInput();

    assertThat(agent.exit()).isZero();
    assertThat(Frames.texts(agent.frames())).containsExactly("without it");
    assertThat(scripted.workplace().resolve("made.txt")).doesNotExist();
  }

  @Test
  void aLineThatIsNoMessageEndsIt() {
    AgentProcess agent = start();
    agent.send("");
    agent.send("{\"type\":\"keep_alive\"}");
    agent.send("this is not json");

    assertThat(agent.exit()).isEqualTo(1);
    assertThat(agent.errors()).contains("Error parsing streaming input line");
  }

  @Test
  void theInterruptSignalAbortsTheTurnAndEndsItWithZero() {
    AgentProcess agent = start();
    agent.say("[[ask touch begun; exec tail -f /dev/null]]");
    agent.allow(agent.await("control_request"));
    Waiting.until(() -> Files.exists(scripted.workplace().resolve("begun")));
    List<ProcessHandle> below = agent.descendants();
    agent.signal("INT");

    JsonNode result = agent.await("result");
    assertThat(result.path("terminal_reason").asString()).isEqualTo("aborted_tools");
    assertThat(agent.exit()).isZero();
    Waiting.until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void theInterruptSignalEndsAnIdleOne() {
    AgentProcess agent = start();
    agent.say("[[say done]]");
    agent.await("result");
    Waiting.until(() -> agent.descendants().size() > 1);
    List<ProcessHandle> below = agent.descendants();
    agent.signal("INT");

    assertThat(agent.exit()).isZero();
    Waiting.until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void theTerminateSignalEndsItWithoutAResult() {
    AgentProcess agent = start();
    agent.say("[[say before]] [[sleep 60000]]");
    agent.await("assistant");
    Waiting.until(() -> agent.descendants().size() > 2);
    List<ProcessHandle> below = agent.descendants();
    agent.signal("TERM");

    assertThat(agent.exit()).isEqualTo(143);
    Waiting.until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(agent.frames().stream().map(Frames::kind))
        .noneMatch(kind -> kind.startsWith("result"));
  }

  @Test
  void aStubbornOneOnlyYieldsToKill() {
    AgentProcess agent = start();
    agent.say("[[ignore-term]] [[say ready]] [[sleep 300]] [[say still here]] [[hang]]");
    agent.await("assistant");
    agent.signal("INT");
    agent.signal("TERM");
    agent.await("assistant");
    assertThat(agent.isAlive()).isTrue();
    agent.endInput();
    List<ProcessHandle> below = agent.descendants();
    agent.signal("KILL");

    agent.exit();
    Waiting.until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(agent.frames().stream().map(Frames::kind))
        .noneMatch(kind -> kind.startsWith("result"));
  }

  @Test
  void itLeavesNothingBehindButWhatItWasTold() throws IOException {
    AgentProcess agent = start();
    agent.say("[[lines 3 10]] [[ask true]] [[child 60]]");
    agent.allow(agent.await("control_request"));
    agent.await("result");
    List<ProcessHandle> below = agent.descendants();
    agent.endInput();
    agent.exit();
    try {
      Waiting.until(() -> below.stream().filter(ProcessHandle::isAlive).count() == 1);
    } finally {
      below.forEach(ProcessHandle::destroyForcibly);
    }

    try (Stream<Path> left = Files.list(scripted.home().resolve(".scripted-agent"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("sessions");
    }
  }
}
