package dev.orch.dist.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.dist.agents.LivingProcesses;
import dev.orch.dist.agents.Waiting;
import dev.orch.dist.daemon.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What goes wrong is told apart. */
class FailureIT extends RealAgentSuite {
  @Override
  Installation installation() throws Exception {
    return Installation.open(version, Map.of("CLAUDE_CODE_MAX_RETRIES", "1"), Map.of());
  }

  private DrivenSession startWith(String project, Map<String, String> environment, String prompt)
      throws Exception {
    Path repository = TestRepository.create(orch.folder().resolve(project));
    orch.addProject(project, repository, Map.of("env", environment));
    return orch.start(project, "implement", prompt);
  }

  private static void assertReason(JsonNode view, String reason) {
    assertThat(view.path("reason").asString("")).as(view.toString()).isEqualTo(reason);
  }

  private static JsonNode lastOutcome(DrivenSession session) throws Exception {
    return session.turns().getLast().path("outcome");
  }

  @Test
  void aRefusedKeyIsAMatterOfAuthentication() throws Exception {
    DrivenSession session =
        startWith("refused-key", Map.of("ANTHROPIC_API_KEY", "invalid-key"), "[[say hi]]");

    assertReason(session.await("failed"), "auth_required");
    assertThat(lastOutcome(session).path("detail").asString()).contains("invalid API key");
  }

  @Test
  void withoutCredentialsItWaitsAndGoesOnOnceTheyAreThere() throws Exception {
    DrivenSession session =
        startWith("no-login", Map.of("ANTHROPIC_API_KEY", ""), "[[say hi from the start]]");
    JsonNode blocked = session.await("waiting_for_user");
    assertReason(blocked, "startup_blocked");
    assertThat(blocked.path("actions").valueStream().map(JsonNode::asString))
        .contains("resume", "follow_up", "stop")
        .doesNotContain("answer");
    orch.changeProject("no-login", Map.of("env", Map.of()));
    session.resume("[[say now]]");

    session.await("completed");
    assertThat(session.said()).contains("now");
  }

  @Test
  void aModelThatIsNotThereIsNamed() throws Exception {
    DrivenSession session =
        orch.start(
            Map.of(
                "agent",
                "claude",
                "action",
                "implement",
                "project",
                Installation.PROJECT,
                "model",
                "no-such-model",
                "prompt",
                "[[say hi]]"));

    assertReason(session.await("failed"), "model_unavailable");
    assertThat(lastOutcome(session).path("detail").asString()).contains("no-such-model");
  }

  @Test
  void aLimitParksTheSessionAndAPersonTriesAgain() throws Exception {
    DrivenSession session = orch.implement("[[error 429 2]] [[say through]]");

    assertReason(session.await("waiting_for_user"), "rate_limited");
    assertThat(lastOutcome(session).path("verdict").asString()).isEqualTo("blocked");
    session.resume("[[say second try]]");
    session.await("completed");
    assertThat(session.said()).contains("second try");
  }

  @Test
  void anOverloadThatPassesIsOnlyAnEvent() throws Exception {
    DrivenSession session = orch.implement("[[error 529 1]] [[say recovered]]");

    session.await("completed");
    assertThat(session.said()).containsExactly("recovered");
    List<JsonNode> limited = session.events("agent.rate_limited");
    assertThat(limited).isNotEmpty();
    assertThat(limited.getFirst().path("payload").path("status").asInt()).isEqualTo(529);
    assertThat(session.states()).containsExactly("running", "completed");
  }

  @Test
  void anErrorOfTheServerFailsTheTurnAndTheConversationGoesOn() throws Exception {
    DrivenSession session = orch.implement("[[error 400]] [[say never]]");

    assertReason(session.await("failed"), "agent_error");
    session.resume("[[say better]]");
    session.await("completed");
    assertThat(session.said()).contains("better");
  }

  @Test
  void aServerThatIsNotThereIsAnErrorOfTheAgent() throws Exception {
    DrivenSession session =
        startWith(
            "nobody-listens", Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:1"), "[[say hi]]");

    assertReason(session.await("failed"), "agent_error");
  }

  @Test
  void aKilledAgentHasCrashedAndIsResumed() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[write z.txt 1]] [[gate kill]] [[say b]]");
    session.awaitGate(orch.model(), "kill");
    awaitWrittenDown(session, "z.txt");
    LivingProcesses.ofSession(orch.binary(), session.id()).destroyForcibly();
    JsonNode failed = session.await("failed");
    assertReason(failed, "agent_crashed");
    assertThat(failed.path("exit_code").asInt()).isEqualTo(137);
    session.resume("[[say c]]");

    session.await("completed");
    assertThat(session.said()).containsExactly("a", "c");
  }

  /** Waits until Claude Code, which writes later than it speaks, can resume what holds the text. */
  private void awaitWrittenDown(DrivenSession session, String text) throws Exception {
    String name = conversation(session);
    Waiting.until(() -> writtenDown(name).stream().anyMatch(file -> holds(file, text)));
  }

  private static String conversation(DrivenSession session) throws Exception {
    return session
            .await(view -> !view.path("agent_session_id").isNull())
            .path("agent_session_id")
            .asString()
        + ".jsonl";
  }

  /** Where Claude Code keeps what was said in a conversation; others hold the same words. */
  private List<Path> writtenDown(String conversation) {
    try (Stream<Path> files = Files.walk(orch.home().resolve(".claude/projects"))) {
      return files.filter(file -> file.endsWith(conversation)).toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void aConversationThatWasNeverWrittenDownBeginsAnew() throws Exception {
    DrivenSession session = orch.implement("[[say a]] [[write v.txt 1]] [[gate lost]] [[say b]]");
    session.awaitGate(orch.model(), "lost");
    LivingProcesses.ofSession(orch.binary(), session.id()).destroyForcibly();
    session.await("failed");
    for (Path file : writtenDown(conversation(session))) {
      Files.delete(file);
    }
    orch.model().openGate("lost");
    session.resume();
    assertReason(session.await("failed"), "agent_error");
    session.resume();

    session.await("completed");
    assertThat(session.said()).containsExactly("a", "a", "b");
    assertThat(session.turnsInWords())
        .containsExactly("start failed", "resume failed", "resume completed");
  }

  @Test
  void anAgentThatIsKilledWhileItAsksHasCrashedAndWhatItAskedIsWithdrawn() throws Exception {
    DrivenSession session = orch.implement("[[bash bash -c 'echo > y.txt']] [[say b]]");
    session.awaitRequest("approval");
    LivingProcesses.ofSession(orch.binary(), session.id()).destroyForcibly();

    assertReason(session.await("failed"), "agent_crashed");
    assertThat(session.events("input.withdrawn")).hasSize(1);
  }

  @Test
  void aQuestionOutlivesItsAgentAndIsAnsweredInTheNextTurn() throws Exception {
    DrivenSession session = orch.implement("[[ask Still there?]] [[say b]]");
    JsonNode request = session.awaitRequest("question");
    awaitWrittenDown(session, "AskUserQuestion");
    LivingProcesses.ofSession(orch.binary(), session.id()).destroyForcibly();
    session.await(view -> view.path("exit_code").asInt(-1) == 137);
    session.answer(request, Map.of("decision", "allow", "text", "yes, still"));

    session.await("completed");
    assertThat(session.turnsInWords()).containsExactly("start asked", "answer completed");
    assertThat(orch.model().requests().getLast().conversation().prompt()).contains("yes, still");
  }
}
