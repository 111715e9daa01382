package dev.orch.dist.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the agent asks, and how it takes answers, interrupts, signals and the end of its input. */
class ScriptedAgentConversationTest extends ScriptedAgentSuite {
  private static void interrupt(AgentProcess agent) {
    agent.request("int-1", Map.of("subtype", "interrupt"));
  }

  @Test
  void inPlanModeAWriteIsAskedForAndNotDoneUnlessAllowed() {
    AgentProcess agent = start("--permission-mode", "plan");
    agent.say("[[write no.txt x]] [[write yes.txt y]]");
    JsonNode first = agent.await("control_request");
    assertThat(first.path("request").path("tool_name").asString()).isEqualTo("Write");
    agent.answer(first, Map.of("behavior", "deny", "message", "plan first"));
    agent.answer(agent.await("control_request"), Map.of("behavior", "allow"));
    agent.await("result");

    assertThat(scripted.workplace().resolve("no.txt")).doesNotExist();
    assertThat(scripted.workplace().resolve("yes.txt")).hasContent("y");
  }

  @Test
  void withoutTheToolNothingIsWritten() {
    AgentProcess agent = start("--permission-mode", "default", "--tools", "Read,Bash");
    agent.say("[[write a.txt x]]");
    agent.await("result");

    JsonNode told = Frames.toolResults(agent.frames()).getFirst();
    assertThat(told.path("is_error").asBoolean()).isTrue();
    assertThat(told.path("content").asString()).contains("No such tool");
    assertThat(scripted.workplace().resolve("a.txt")).doesNotExist();
  }

  @Test
  void anAllowedCommandRunsAndItsOutputIsTheResult() {
    AgentProcess agent = start();
    agent.say("[[ask printf 'a\"b\\n' | tee made.txt]] [[say finished]]");
    JsonNode permission = agent.await("control_request");
    assertThat(permission.path("request").path("tool_name").asString()).isEqualTo("Bash");
    assertThat(permission.path("request").path("input").path("command").asString())
        .isEqualTo("printf 'a\"b\\n' | tee made.txt");
    agent.allow(permission);
    agent.await("result");

    JsonNode result = Frames.toolResults(agent.frames()).getFirst();
    assertThat(result.path("content").asString()).isEqualTo("a\"b");
    assertThat(result.path("is_error").asBoolean()).isFalse();
    assertThat(scripted.workplace().resolve("made.txt")).hasContent("a\"b\n");
  }

  @Test
  void theCommandThatWasAllowedRunsNotTheOneThatWasAsked() {
    AgentProcess agent = start();
    agent.say("[[ask touch asked]]");
    agent.answer(
        agent.await("control_request"),
        Map.of("behavior", "allow", "updatedInput", Map.of("command", "touch allowed")));
    agent.await("result");

    assertThat(scripted.workplace().resolve("allowed")).exists();
    assertThat(scripted.workplace().resolve("asked")).doesNotExist();
  }

  @Test
  void aDeniedCommandDoesNotRunAndTheTurnGoesOn() {
    AgentProcess agent = start();
    agent.say("[[ask touch made.txt]] [[say without it]]");
    agent.deny(agent.await("control_request"), "not \"that\"");

    assertThat(agent.await("result").path("is_error").asBoolean()).isFalse();
    JsonNode result = Frames.toolResults(agent.frames()).getFirst();
    assertThat(result.path("content").asString()).isEqualTo("not \"that\"");
    assertThat(result.path("is_error").asBoolean()).isTrue();
    assertThat(Frames.texts(agent.frames())).containsExactly("without it");
    assertThat(scripted.workplace().resolve("made.txt")).doesNotExist();
  }

  @Test
  void denyingWithAnInterruptEndsTheTurn() {
    AgentProcess agent = start();
    String uuid = agent.say("[[ask touch made.txt]] [[say never]]");
    agent.answer(
        agent.await("control_request"),
        Map.of("behavior", "deny", "message", "stop", "interrupt", true));

    assertThat(agent.await("result").path("terminal_reason").asString()).isEqualTo("aborted_tools");
    agent.await("command_lifecycle");
    assertThat(Frames.states(agent.frames(), uuid)).endsWith("cancelled");
  }

  @Test
  void nothingIsAskedWhenItMayDoEverything() {
    AgentProcess agent = start("--permission-mode", "bypassPermissions");
    agent.say("[[ask touch made.txt]]");
    agent.await("result");

    assertThat(scripted.workplace().resolve("made.txt")).exists();
    assertThat(agent.frames().stream().map(Frames::kind)).doesNotContain("control_request");
  }

  @Test
  void aQuestionGetsTheAnswerThatWasChosen() {
    AgentProcess agent = start();
    agent.say("[[question Which \"one\"?]]");
    JsonNode permission = agent.await("control_request");
    assertThat(permission.path("request").path("tool_name").asString())
        .isEqualTo("AskUserQuestion");
    agent.answer(
        permission,
        Map.of(
            "behavior",
            "allow",
            "updatedInput",
            Map.of("answers", Map.of("Which \"one\"?", "This, of course"))));
    agent.await("result");

    assertThat(Frames.toolResults(agent.frames()).getFirst().path("content").asString())
        .contains("\"Which \"one\"?\"=\"This, of course\"");
  }

  @Test
  void anApprovedPlanEndsPlanMode() {
    AgentProcess agent = start("--permission-mode", "plan");
    agent.say("[[plan 1. look\\n2. leap]] [[say leaping]]");
    JsonNode permission = agent.await("control_request").path("request");
    assertThat(permission.path("tool_name").asString()).isEqualTo("ExitPlanMode");
    assertThat(permission.path("input").path("plan").asString()).isEqualTo("1. look\\n2. leap");
    assertThat(Path.of(permission.path("input").path("planFilePath").asString()))
        .hasContent("1. look\n2. leap");
    agent.allow(agent.frames().getLast());

    JsonNode status = agent.await(frame -> Frames.kind(frame).equals("system/status"));
    assertThat(status.path("permissionMode").asString()).isEqualTo("default");
    assertThat(agent.await("result").path("result").asString()).isEqualTo("leaping");
  }

  @Test
  void itsModeChangesWhenTold() {
    AgentProcess agent = start();
    agent.request("m-1", Map.of("subtype", "set_permission_mode", "mode", "acceptEdits"));
    agent.await(frame -> Frames.kind(frame).equals("system/status"));
    agent.request("m-2", Map.of("subtype", "no_such_thing"));
    JsonNode refused = agent.await("control_response").path("response");
    agent.say("[[say hi]]");

    assertThat(refused.path("subtype").asString()).isEqualTo("error");
    assertThat(
            agent
                .await(frame -> Frames.kind(frame).equals("system/init"))
                .path("permissionMode")
                .asString())
        .isEqualTo("acceptEdits");
  }

  @Test
  void anInterruptEndsTheTurnAndTheProcessTakesTheNext() {
    AgentProcess agent = start();
    String uuid = agent.say("[[say before]] [[hang]] [[say never]]");
    agent.await("assistant");
    interrupt(agent);
    assertThat(agent.await("control_response").path("response").path("subtype").asString())
        .isEqualTo("success");
    JsonNode result = agent.await("result");
    agent.await("command_lifecycle");
    agent.say("[[say after]]");
    agent.await("result");

    assertThat(result.path("terminal_reason").asString()).isEqualTo("aborted_streaming");
    assertThat(result.path("subtype").asString()).isEqualTo("error_during_execution");
    assertThat(Frames.states(agent.frames(), uuid)).endsWith("cancelled");
    assertThat(Frames.texts(agent.frames())).containsExactly("before", "after");
  }

  @Test
  void anInterruptWithdrawsTheOpenRequest() {
    AgentProcess agent = start();
    agent.say("[[ask touch made.txt]]");
    String id = agent.await("control_request").path("request_id").asString();
    interrupt(agent);

    assertThat(agent.await("control_cancel_request").path("request_id").asString()).isEqualTo(id);
    assertThat(agent.await("result").path("terminal_reason").asString()).isEqualTo("aborted_tools");
  }

  @Test
  void anInterruptEndsARunningCommand() {
    AgentProcess agent = start();
    agent.say("[[ask touch begun; exec tail -f /dev/null]]");
    agent.allow(agent.await("control_request"));
    Waiting.until(() -> scripted.workplace().resolve("begun").toFile().exists());
    List<ProcessHandle> below = agent.descendants();
    interrupt(agent);

    assertThat(agent.await("result").path("terminal_reason").asString()).isEqualTo("aborted_tools");
    Waiting.until(() -> below.stream().filter(ProcessHandle::isAlive).count() < below.size());
  }

  @Test
  void anInterruptBetweenTurnsDoesNothing() {
    AgentProcess agent = start();
    interrupt(agent);
    agent.await("control_response");
    agent.say("[[say fine]]");

    assertThat(agent.await("result").path("is_error").asBoolean()).isFalse();
  }

  @Test
  void aDeafOneDoesNotHearAnInterrupt() {
    AgentProcess agent = start();
    agent.say("[[deaf]] [[say on]] [[sleep 200]] [[say and on]]");
    agent.await("assistant");
    interrupt(agent);

    assertThat(agent.await("result").path("is_error").asBoolean()).isFalse();
  }

  @Test
  void aMessageJoinsTheRunningTurnAfterAToolResult() {
    AgentProcess agent = start();
    String first = agent.say("[[ask true]] [[say first done]]");
    JsonNode permission = agent.await("control_request");
    String second = agent.say("[[say second done]]");
    agent.await(frame -> Frames.kind(frame).equals("command_lifecycle/queued"));
    agent.allow(permission);
    agent.await("result");
    agent.await("command_lifecycle");

    assertThat(Frames.texts(agent.frames())).containsExactly("first done", "second done");
    assertThat(agent.frames().stream().map(Frames::kind).filter("system/init"::equals)).hasSize(1);
    assertThat(Frames.states(agent.frames(), first))
        .isEqualTo(Frames.states(agent.frames(), second))
        .containsExactly("queued", "started", "completed");
  }

  @Test
  void aMessageDuringTextIsTheNextTurn() {
    AgentProcess agent = start();
    agent.say("[[say first]] [[sleep 200]]");
    agent.await("assistant");
    agent.say("[[say second]]");
    agent.await("result");

    assertThat(agent.await("result").path("result").asString()).isEqualTo("second");
  }

  @Test
  void aWaitingMessageIsNamedByTheInterruptAndRunsAfterIt() {
    AgentProcess agent = start();
    agent.say("[[say first]] [[hang]]");
    agent.await("assistant");
    String second = agent.say("[[say second]]");
    interrupt(agent);

    JsonNode answer = agent.await("control_response").path("response").path("response");
    assertThat(answer.path("still_queued").valueStream().map(JsonNode::asString))
        .containsExactly(second);
    agent.await("result");
    assertThat(agent.await("result").path("result").asString()).isEqualTo("second");
  }

  @Test
  void aMessageIsTakenBackWhileNoTurnHasTakenIt() {
    AgentProcess agent = start();
    String first = agent.say("[[say first]] [[hang]]");
    agent.await("assistant");
    String second = agent.say("[[say second]]");
    assertThat(takeBack(agent, second).path("cancelled").asBoolean()).isTrue();
    assertThat(takeBack(agent, second).path("cancelled").asBoolean()).isFalse();
    assertThat(takeBack(agent, first).path("cancelled").asBoolean()).isFalse();
    interrupt(agent);
    JsonNode answer = agent.await("control_response").path("response").path("response");
    assertThat(answer.path("still_queued").isEmpty()).isTrue();
    agent.await("result");
    agent.endInput();
    agent.exit();

    assertThat(Frames.states(agent.frames(), second)).containsExactly("queued", "cancelled");
    assertThat(Frames.texts(agent.frames())).containsExactly("first");
  }

  private static JsonNode takeBack(AgentProcess agent, String message) {
    agent.request("take-back", Map.of("subtype", "cancel_async_message", "message_uuid", message));
    return agent.await("control_response").path("response").path("response");
  }
}
