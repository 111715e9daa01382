package dev.orch.dist.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.model.Conversation.Said;
import dev.orch.dist.model.RecordedRequest;
import dev.orch.dist.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the project relies on in the real Claude Code, oldest and newest version supported. */
@Tag("real-agents")
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"2.1.197", "2.1.331"})
class RealClaudeIT {
  @Parameter String version = "";
  @TempDir Path folder;
  private final ScriptedModelServer model = ScriptedModelServer.open();
  private final List<AgentProcess> started = new ArrayList<>();

  @AfterEach
  void endWhatWasStarted() {
    started.forEach(AgentProcess::close);
    model.close();
  }

  private Path workplace() throws IOException {
    return Files.createDirectories(folder.resolve("work"));
  }

  private boolean isNew() {
    return !version.equals("2.1.197");
  }

  /** With what keeps a repository's own configuration from running anything. */
  private AgentProcess start(Map<String, String> environment, String... more) throws IOException {
    List<String> guard =
        isNew() ? List.of("--ignore-persisted-trust") : List.of("--setting-sources", "user");
    return startGuarded(guard, environment, more);
  }

  private AgentProcess startGuarded(
      List<String> guard, Map<String, String> environment, String... more) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Map<String, String> all = RealClaude.environment(home, model.url());
    all.putAll(environment);
    List<String> protocol =
        List.of(
            "-p",
            "--input-format",
            "stream-json",
            "--output-format",
            "stream-json",
            "--verbose",
            "--permission-prompt-tool",
            "stdio");
    List<String> binary = List.of(RealClaude.installed(version).binary().toString());
    AgentProcess agent =
        AgentProcess.start(
            Stream.of(binary, guard, protocol, List.of(more)).flatMap(List::stream).toList(),
            workplace(),
            all,
            folder.resolve("errors-" + started.size()));
    started.add(agent);
    return agent;
  }

  private AgentProcess startIn(String mode) throws IOException {
    return start(Map.of(), "--session-id", UUID.randomUUID().toString(), "--permission-mode", mode);
  }

  private static void assertCompleted(JsonNode result) {
    assertThat(result.path("is_error").asBoolean()).isFalse();
    assertThat(result.path("terminal_reason").asString("")).isEqualTo("completed");
  }

  @Test
  void saysItsVersion() throws IOException {
    AgentProcess agent =
        AgentProcess.start(
            List.of(RealClaude.installed(version).binary().toString(), "--version"),
            workplace(),
            RealClaude.environment(folder, model.url()),
            folder.resolve("errors"));
    started.add(agent);

    assertThat(agent.exit()).isZero();
    assertThat(agent.lines()).containsExactly(version + " (Claude Code)");
  }

  @Test
  void aTurnWritesAFileWithoutAskingWhenEditsAreAccepted() throws IOException {
    AgentProcess agent = startIn("acceptEdits");
    agent.say("[[say writing]] [[write a.txt hello]] [[say finished]]");

    assertCompleted(agent.await("result"));
    assertThat(workplace().resolve("a.txt")).hasContent("hello\n");
    assertThat(Frames.texts(agent.frames())).containsExactly("writing", "finished");
    agent.endInput();
    assertThat(agent.exit()).isZero();
  }

  @Test
  void initializeIsAnsweredBeforeAnyPrompt() throws IOException {
    AgentProcess agent = startIn("default");
    agent.request("i-1", Map.of("subtype", "initialize"));

    JsonNode answer = agent.await("control_response").path("response");
    assertThat(answer.path("request_id").asString()).isEqualTo("i-1");
    assertThat(answer.path("subtype").asString()).isEqualTo("success");
  }

  @Test
  void aCommandRunsOnlyWhenItIsAllowed() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[bash touch allowed.txt]] [[bash touch denied.txt]] [[say finished]]");
    agent.allow(agent.await("control_request"));
    agent.deny(agent.await("control_request"), "not that");

    assertCompleted(agent.await("result"));
    assertThat(workplace().resolve("allowed.txt")).exists();
    assertThat(workplace().resolve("denied.txt")).doesNotExist();
    assertThat(Frames.toolResults(agent.frames()).getLast().path("content").asString())
        .contains("not that");
  }

  @Test
  void aQuestionGetsItsAnswer() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[ask Which database?]] [[say thanks]]");
    JsonNode permission = agent.await("control_request");
    JsonNode request = permission.path("request");
    assertThat(request.path("tool_name").asString()).isEqualTo("AskUserQuestion");
    agent.answer(
        permission,
        Map.of(
            "behavior",
            "allow",
            "updatedInput",
            Map.of(
                "questions",
                request.path("input").path("questions"),
                "answers",
                Map.of("Which database?", "Yes"))));

    assertCompleted(agent.await("result"));
    assertThat(Frames.toolResults(agent.frames()).getFirst().path("content").asString())
        .contains("\"Which database?\"=\"Yes\"");
  }

  @Test
  void aPlanIsProposedAndCanBeTurnedDown() throws IOException {
    AgentProcess agent = startIn("plan");
    agent.say("[[plan 1. look, 2. leap]] [[write a.txt leapt]]");
    JsonNode permission = agent.await("control_request");
    assertThat(permission.path("request").path("tool_name").asString()).isEqualTo("ExitPlanMode");
    String inRequest = permission.path("request").path("input").path("plan").asString("");
    String inCall =
        agent.frames().stream()
            .flatMap(frame -> frame.path("message").path("content").valueStream())
            .map(block -> block.path("input").path("plan").asString(""))
            .filter(plan -> !plan.isEmpty())
            .findFirst()
            .orElse("");
    assertThat(inRequest).isEqualTo(isNew() ? "" : "1. look, 2. leap");
    assertThat(inCall).isEqualTo("1. look, 2. leap");
    agent.answer(
        permission, Map.of("behavior", "deny", "message", "only a plan", "interrupt", true));

    assertThat(agent.await("result").path("terminal_reason").asString()).isEqualTo("aborted_tools");
    assertThat(workplace().resolve("a.txt")).doesNotExist();
  }

  @Test
  void aResumedSessionSeesWhatWasSaid() throws IOException {
    String id = UUID.randomUUID().toString();
    AgentProcess first = start(Map.of(), "--session-id", id, "--permission-mode", "default");
    first.say("[[say the answer is 42]]");
    assertCompleted(first.await("result"));
    first.endInput(); // killed at this moment, 2.1.197 would not have written it all down yet
    first.exit();

    AgentProcess second = start(Map.of(), "--resume", id, "--permission-mode", "default");
    second.say("[[say again]]");
    JsonNode result = second.await("result");

    assertCompleted(result);
    assertThat(result.path("session_id").asString()).isEqualTo(id);
    RecordedRequest last = model.requests().getLast();
    assertThat(last.conversation().messages())
        .contains(new Said("assistant", "the answer is 42"))
        .anyMatch(said -> said.text().contains("[[say the answer is 42]]"));
  }

  @Test
  void aMessageSentDuringATurnIsNotLost() throws IOException {
    AgentProcess agent = startIn("default");
    String first = agent.say("[[bash touch a.txt]] [[say first done]]");
    JsonNode permission = agent.await("control_request");
    String second = agent.say("[[say second done]]");
    agent.allow(permission);
    agent.await("result");

    Waiting.until(() ->
        model.requests().getLast().conversation().messages().stream()
            .anyMatch(said -> said.text().contains("[[say second done]]")));
    if (isNew()) {
      Waiting.until(() -> Frames.states(agent.frames(), second).contains("completed"));
      Waiting.until(() -> Frames.states(agent.frames(), first).contains("completed"));
    }
  }

  @Test
  void anInterruptEndsTheTurnAndTheProcessTakesTheNext() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[say before]] [[bash touch begun; tail -f /dev/null]] [[say never]]");
    agent.allow(agent.await("control_request"));
    Path begun = workplace().resolve("begun");
    Waiting.until(() -> Files.exists(begun));
    agent.request("int-1", Map.of("subtype", "interrupt"));

    JsonNode result = agent.await("result");
    agent.say("[[say after]]");
    assertThat(result.path("terminal_reason").asString()).startsWith("aborted_");
    assertCompleted(agent.await("result"));
    assertThat(Frames.texts(agent.frames())).containsExactly("before", "after");
  }

  @Test
  void anInterruptWithdrawsTheOpenRequest() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[write a.txt hello]]");
    String id = agent.await("control_request").path("request_id").asString();
    agent.request("int-1", Map.of("subtype", "interrupt"));

    assertThat(agent.await("control_cancel_request").path("request_id").asString()).isEqualTo(id);
    assertThat(agent.await("result").path("terminal_reason").asString()).startsWith("aborted_");
  }

  @Test
  void theModelsErrorsAreTheTurnsErrors() throws IOException {
    Map<String, String> once = Map.of("CLAUDE_CODE_MAX_RETRIES", "1");
    AgentProcess limited = start(once, "--permission-mode", "default");
    limited.say("[[error 429]]");
    JsonNode tooMany = limited.await("result");
    limited.say("[[say and on]]");
    JsonNode after = limited.await("result");
    AgentProcess stranger =
        start(
            Map.of("CLAUDE_CODE_MAX_RETRIES", "1", "ANTHROPIC_API_KEY", "invalid-key"),
            "--permission-mode",
            "default");
    stranger.say("[[say hi]]");
    JsonNode refused = stranger.await("result");
    AgentProcess lost = start(once, "--permission-mode", "default", "--model", "no-such-model");
    lost.say("[[say hi]]");
    JsonNode unknown = lost.await("result");

    assertThat(Stream.of(tooMany, refused, unknown).map(one -> one.path("is_error").asBoolean()))
        .containsOnly(true);
    assertThat(
            Stream.of(tooMany, refused, unknown).map(one -> one.path("api_error_status").asInt(0)))
        .containsExactly(429, 401, 404);
    assertCompleted(after);
  }

  @Test
  void anOverloadThatPassesIsOnlyARetry() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[error 529 2]] [[say recovered]]");

    JsonNode retry = agent.await(frame -> Frames.kind(frame).equals("system/api_retry"));
    assertThat(retry.path("error_status").asInt()).isEqualTo(529);
    assertThat(agent.await("result").path("result").asString()).isEqualTo("recovered");
  }

  /** A hook in the repository's configuration that leaves the file this returns. */
  private Path hookOfTheRepository() throws IOException {
    Files.createDirectories(workplace().resolve(".claude"));
    Path ran = folder.resolve("hook-ran");
    Files.writeString(
        workplace().resolve(".claude/settings.json"),
        """
        {"hooks":{"SessionStart":[{"hooks":[{"type":"command","command":"touch %s"}]}]}}\
        """
            .formatted(ran));
    return ran;
  }

  @Test
  void whatTheRepositoryWantsToRunDoesNotRunWhenGuarded() throws IOException {
    Path ran = hookOfTheRepository();
    AgentProcess agent = startIn("default");
    agent.say("[[say hi]]");

    assertCompleted(agent.await("result"));
    assertThat(ran).doesNotExist();
  }

  @Test
  void whatTheRepositoryWantsToRunRunsWithoutTheGuard() throws IOException {
    Path ran = hookOfTheRepository();
    AgentProcess agent = startGuarded(List.of(), Map.of(), "--permission-mode", "default");
    agent.say("[[say hi]]");

    assertCompleted(agent.await("result"));
    assertThat(ran).exists();
  }

  @Test
  void theGuardOfTheNewIsUnknownToTheOldAndEndsIt() throws IOException {
    AgentProcess agent = startGuarded(List.of("--ignore-persisted-trust"), Map.of());
    agent.endInput();

    if (isNew()) {
      assertThat(agent.exit()).isZero();
    } else {
      assertThat(agent.exit()).isEqualTo(1);
      assertThat(agent.errors()).contains("unknown option '--ignore-persisted-trust'");
    }
  }

  @Test
  void anOptionItDoesNotKnowEndsItAtOnce() throws IOException {
    AgentProcess agent = start(Map.of(), "--no-such-option");

    assertThat(agent.exit()).isEqualTo(1);
    assertThat(agent.lines()).isEmpty();
    assertThat(agent.errors()).contains("unknown option");
  }

  @Test
  void aMessageIsTakenBackWhileNoTurnHasTakenIt() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[say first]] [[bash touch never]]");
    agent.await("control_request");
    String second = agent.say("[[say second]]");
    agent.request("back-1", Map.of("subtype", "cancel_async_message", "message_uuid", second));
    JsonNode answer = agent.await("control_response").path("response").path("response");
    agent.request("int-1", Map.of("subtype", "interrupt"));
    agent.endInput();
    agent.exit();

    assertThat(answer.path("cancelled").asBoolean()).isTrue();
    assertThat(Frames.texts(agent.frames())).containsExactly("first");
  }

  @Test
  void theInterruptSignalEndsItWithZero() throws IOException {
    AgentProcess agent = startIn("default");
    agent.say("[[bash touch begun; tail -f /dev/null]]");
    agent.allow(agent.await("control_request"));
    Path begun = workplace().resolve("begun");
    Waiting.until(() -> Files.exists(begun));
    List<ProcessHandle> below = agent.descendants();
    agent.signal("INT");

    assertThat(agent.exit()).isZero();
    Waiting.until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
  }
}
