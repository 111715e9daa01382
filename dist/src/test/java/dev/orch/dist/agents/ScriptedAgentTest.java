package dev.orch.dist.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One turn after another: what the agent prints and does. Run under every shell there is. */
class ScriptedAgentTest extends ScriptedAgentSuite {
  @Test
  void saysItsVersionAndThatItIsLoggedIn() {
    AgentProcess version = scripted.run("--version");
    started.add(version);
    AgentProcess login = scripted.run("auth", "status", "--json");
    started.add(login);

    assertThat(version.exit()).isZero();
    assertThat(version.lines()).singleElement().asString().endsWith(" (Claude Code)");
    assertThat(login.exit()).isZero();
    assertThat(login.frames().getFirst().path("loggedIn").asBoolean()).isTrue();
  }

  @Test
  void printsNothingUntilInitializeAndAnswersThat() {
    AgentProcess agent = start();

    agent.request("i-1", Map.of("subtype", "initialize"));

    JsonNode answer = agent.await("control_response").path("response");
    assertThat(answer.path("request_id").asString()).isEqualTo("i-1");
    assertThat(answer.path("subtype").asString()).isEqualTo("success");
    assertThat(agent.lines()).hasSize(1);
  }

  @Test
  void everyTurnBeginsWithWhatTheProcessWasStartedWith() throws IOException {
    AgentProcess agent =
        start("--session-id", "s-1", "--model", "best", "--permission-mode", "plan");
    for (String prompt : List.of("[[say one]]", "[[say two]]")) {
      agent.say(prompt);
      JsonNode init = agent.await(frame -> Frames.kind(frame).equals("system/init"));
      assertThat(init.path("session_id").asString()).isEqualTo("s-1");
      assertThat(init.path("model").asString()).isEqualTo("best");
      assertThat(init.path("permissionMode").asString()).isEqualTo("plan");
      assertThat(init.path("cwd").asString())
          .isEqualTo(scripted.workplace().toRealPath().toString());
      agent.await("result");
    }
    assertThat(Frames.texts(agent.frames())).containsExactly("one", "two");
  }

  @Test
  void aTurnIsFramedAsTheOriginalFramesIt() {
    AgentProcess agent = start();
    String uuid = agent.say("[[think hm]] [[say hello]]");
    agent.await(frame -> Frames.kind(frame).equals("command_lifecycle/completed"));

    assertThat(agent.frames().stream().map(Frames::kind))
        .containsExactly(
            "command_lifecycle/queued",
            "command_lifecycle/started",
            "system/init",
            "assistant",
            "assistant",
            "result/success",
            "command_lifecycle/completed");
    assertThat(Frames.states(agent.frames(), uuid))
        .containsExactly("queued", "started", "completed");
  }

  @Test
  void aMessageWithoutAnIdHasNoLifecycle() {
    AgentProcess agent = start();
    agent.send(
        """
        {"type":"user","message":{"role":"user","content":"[[say hello]]"}}\
        """);
    agent.await("result");
    agent.endInput();

    assertThat(agent.exit()).isZero();
    assertThat(agent.frames().stream().map(Frames::kind))
        .containsExactly("system/init", "assistant", "result/success");
  }

  @Test
  void linesComeNumberedEachOnce() {
    AgentProcess agent = start();
    agent.say("[[lines 200]] [[lines 2 5]]");
    agent.await("result");

    List<String> expected =
        IntStream.concat(IntStream.rangeClosed(1, 200), IntStream.rangeClosed(1, 2))
            .mapToObj(number -> "line " + number)
            .toList();
    assertThat(Frames.texts(agent.frames())).isEqualTo(expected);
  }

  @Test
  void linesGoOnUntilAFileIsThere() throws IOException {
    Path file = folder.resolve("a \"file\"");
    AgentProcess agent = start();
    agent.say("[[lines 3 5 " + file + "]] [[say over]]");
    agent.await(frame -> Frames.texts(List.of(frame)).contains("line 7"));
    assertThat(Frames.texts(agent.frames())).doesNotContain("over");
    Files.createFile(file);
    agent.await("result");

    assertThat(Frames.texts(agent.frames())).endsWith("over");
  }

  @Test
  void resultsCarryTheUsageOfTheTurnAndTheCostOfTheProcess() {
    AgentProcess agent = start();
    agent.say("[[usage 2000 300]] [[say one]]");
    JsonNode first = agent.await("result");
    agent.say("[[usage 10 1]] [[say two]]");
    JsonNode second = agent.await("result");

    assertThat(first.path("usage").path("input_tokens").asInt()).isEqualTo(2000);
    assertThat(first.path("usage").path("output_tokens").asInt()).isEqualTo(300);
    assertThat(second.path("usage").path("input_tokens").asInt()).isEqualTo(10);
    assertThat(second.path("result").asString()).isEqualTo("two");
    assertThat(first.path("total_cost_usd").asDouble()).isPositive();
    assertThat(second.path("total_cost_usd").asDouble())
        .isGreaterThan(first.path("total_cost_usd").asDouble());
  }

  @Test
  void writesTheFileItAnnounces() {
    AgentProcess agent = start();
    agent.say("[[write some/where/a.txt first\\nsecond é 😀 \"quoted\" back\\slash]]");
    agent.await("result");

    assertThat(scripted.workplace().resolve("some/where/a.txt"))
        .hasContent("first\nsecond é 😀 \"quoted\" back\\slash\n");
    assertThat(Frames.toolResults(agent.frames()))
        .singleElement()
        .matches(result -> !result.path("is_error").asBoolean());
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorOfTheToolNotOfTheTurn() throws IOException {
    Files.writeString(scripted.workplace().resolve("file"), "in the way");
    AgentProcess agent = start();
    agent.say("[[write file/below text]] [[say and on]]");

    assertThat(agent.await("result").path("is_error").asBoolean()).isFalse();
    assertThat(Frames.toolResults(agent.frames()).getFirst().path("is_error").asBoolean()).isTrue();
    assertThat(Frames.texts(agent.frames())).containsExactly("and on");
  }

  @Test
  void aPromptWithoutDirectivesIsAnsweredAndLeavesAFile() {
    AgentProcess agent = start();
    agent.say("Fix the \"parser\" in [[bash]] ünd C:\\new\nand more");

    assertThat(agent.await("result").path("is_error").asBoolean()).isFalse();
    assertThat(Frames.texts(agent.frames()))
        .contains("I was asked: Fix the \"parser\" in [[bash]] ünd C:\\new", "line 3");
    assertThat(scripted.workplace().resolve("scripted-agent.txt")).isNotEmptyFile();
  }

  @Test
  void textComesBackAsItWasGivenHoweverOddOrLong() {
    String odd = "q\" b\\ \\n tab\t nl\n é ぁぁ 😀 $HOME `id` %s 'x' \\u0041 \u0001 end";
    String longText = "ぁ\"\\x".repeat(40_000);
    AgentProcess agent = start();

    agent.say("[[say " + odd + "]]");
    assertThat(agent.await("result").path("result").asString()).isEqualTo(odd);
    agent.say(longText + "[[say " + longText + "]]");
    assertThat(agent.await("result").path("result").asString()).isEqualTo(longText);
  }

  @Test
  void aSessionIsRememberedAndItsIdIsTaken() {
    AgentProcess first = start("--session-id", "s-1");
    first.say("[[say one]]");
    first.await("result");
    first.endInput();
    first.exit();

    AgentProcess again = start("--session-id", "s-1");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.errors()).contains("already in use");

    AgentProcess resumed = start("--resume", "s-1");
    resumed.say("[[history]]");
    assertThat(resumed.await("result").path("result").asString())
        .isEqualTo("I remember 1 earlier messages");
    assertThat(resumed.frames().getLast().path("session_id").asString()).isEqualTo("s-1");
  }

  @Test
  void anUnknownSessionIsNotResumed() {
    AgentProcess agent = start("--resume", "never-seen");
    JsonNode result = agent.await("result");

    assertThat(agent.exit()).isEqualTo(1);
    assertThat(result.path("is_error").asBoolean()).isTrue();
    assertThat(result.path("errors").path(0).asString()).startsWith("No conversation found");
    assertThat(agent.frames()).hasSize(1);
  }

  @Test
  void aFailedTurnSaysTheStatusAndTheProcessGoesOn() {
    AgentProcess agent = start();
    agent.say("[[fail 429]] [[say never]]");
    JsonNode failed = agent.await("result");
    agent.say("[[say and on]]");
    JsonNode good = agent.await("result");

    assertThat(failed.path("is_error").asBoolean()).isTrue();
    assertThat(failed.path("subtype").asString()).isEqualTo("success");
    assertThat(failed.path("api_error_status").asInt()).isEqualTo(429);
    assertThat(agent.frames().stream().map(Frames::kind)).contains("system/api_retry");
    assertThat(good.path("is_error").asBoolean()).isFalse();
    assertThat(Frames.texts(agent.frames())).doesNotContain("never");
  }

  @Test
  void oddOutputIsPrintedAsItIs() {
    AgentProcess agent = start();
    agent.say("[[malformed]] [[stderr odd \"words\"]] [[say done]]");
    agent.await("result");

    assertThat(agent.lines()).contains("this line is not JSON");
    assertThat(agent.errors()).isEqualTo("odd \"words\"\n");
  }
}
