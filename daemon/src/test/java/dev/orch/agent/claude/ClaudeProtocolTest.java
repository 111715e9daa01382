package dev.orch.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.LaunchPlan;
import dev.orch.agent.Reaction;
import dev.orch.agent.Reply;
import dev.orch.api.event.AgentPayload;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Usage;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClaudeProtocolTest {
  private static final String INIT =
      "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s\","
          + "\"permissionMode\":\"acceptEdits\",\"mcp_servers\":[]}";
  private static final String OK =
      "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"done\","
          + "\"terminal_reason\":\"completed\"}";
  private static final String LIFE =
      "{\"type\":\"command_lifecycle\",\"command_uuid\":\"%s\",\"state\":\"%s\"}";

  private final ClaudeProtocol protocol = new ClaudeProtocol();
  private final List<AgentEvent> events = new ArrayList<>();
  private final List<String> replies = new ArrayList<>();
  private final List<Reaction.Input> inputs = new ArrayList<>();
  private ClaudeState state = first(ClaudeState.Conduct.WRITES);

  private static ClaudeState first(ClaudeState.Conduct conduct) {
    return ClaudeState.first(
        new ClaudeState.Setup(
            2, conduct, "acceptEdits", null, "opening", List.of("evil"), Usage.NONE));
  }

  private void take(Reaction reaction) {
    state = (ClaudeState) reaction.state();
    events.addAll(reaction.events());
    reaction.replies().stream().map(Reply::text).forEach(replies::add);
    inputs.add(reaction.input());
  }

  private void say(String... lines) {
    for (String line : lines) {
      take(
          protocol.accept(
              state, new OutputFrame(StreamName.OUT, 50, line.length() + 1, line, true)));
    }
  }

  private void ask(String key, String tool, String input) {
    JsonNode given = ClaudeJson.object(input).orElseThrow();
    JsonNode line =
        ClaudeJson.object()
            .put("type", "control_request")
            .put("request_id", key)
            .set(
                "request",
                ClaudeJson.object()
                    .put("subtype", "can_use_tool")
                    .put("tool_name", tool)
                    .put("tool_use_id", "tool-" + key)
                    .set("input", given));
    say(line.toString());
  }

  private void answer(
      String key, InputRequest.Decision decision, @Nullable String option, @Nullable String text) {
    take(protocol.answer(state, request(key, decision, option, text)));
  }

  private static InputRequest request(
      String key, InputRequest.Decision decision, @Nullable String option, @Nullable String text) {
    return new InputRequest(
        "request001",
        new SessionId("0123456789"),
        2,
        key,
        new InputRequest.Question(InputRequest.Kind.APPROVAL, "", "", List.of()),
        InputRequest.Status.ANSWERED,
        new InputRequest.Answer(decision, option, text, Instant.EPOCH),
        Instant.EPOCH);
  }

  private JsonNode response() {
    return ClaudeJson.object(replies.getLast()).orElseThrow().path("response").path("response");
  }

  private List<InputRequest.Question> questions() {
    return events.stream()
        .filter(AgentEvent.Asked.class::isInstance)
        .map(event -> ((AgentEvent.Asked) event).question())
        .toList();
  }

  @Test
  void everyEventSaysWhereItComesFrom() {
    String line =
        "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}}";
    say(line);

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            AgentEvent.Said.class,
            said ->
                assertThat(said.payload().toString())
                    .contains(
                        "turn=2", "stream=out", "offset=50", "length=" + (line.length() + 1)));
  }

  @Test
  void anInputIsAllowedDigitForDigit() {
    String input = "{\"n\":1.10,\"big\":123456789012345678901234567890,\"s\":\"ü\\n\"}";
    ask("k", "mcp__x__y", input);

    answer("k", InputRequest.Decision.ALLOW, null, null);

    assertThat(replies.getLast()).endsWith("\n").contains("\"updatedInput\":" + input);
  }

  @Test
  void anAnswerIsSentOnceAndOnlyToWhatIsOpen() {
    ask("k", "Bash", "{\"command\":\"make\"}");

    answer("other", InputRequest.Decision.ALLOW, null, null);
    assertThat(replies).isEmpty();
    answer("k", InputRequest.Decision.DENY, null, "not now");
    answer("k", InputRequest.Decision.ALLOW, null, null);

    assertThat(replies).hasSize(1);
    assertThat(response().path("message").asString("")).isEqualTo("not now");
  }

  @Test
  void aReadOnlySessionDeniesEveryToolAndStillAsksQuestions() {
    state = first(ClaudeState.Conduct.READS);

    ask("a", "Write", "{\"file_path\":\"x\"}");
    ask("b", "Bash", "{\"command\":\"make\"}");
    ask("c", "ExitPlanMode", "{\"plan\":\"x\"}");
    ask("d", "mcp__own__tool", "{}");
    assertThat(replies).hasSize(4).allMatch(reply -> reply.contains("\"behavior\":\"deny\""));
    assertThat(questions()).isEmpty();

    ask("e", "AskUserQuestion", "{\"questions\":[{\"question\":\"Which?\"}]}");
    assertThat(questions()).hasSize(1);
  }

  @Test
  void nothingIsWrittenBeforeAPlanIsAccepted() {
    state = first(ClaudeState.Conduct.PLANS);

    ask("a", "Edit", "{\"file_path\":\"x\"}");
    assertThat(response().path("behavior").asString("")).isEqualTo("deny");
    ask("b", "Bash", "{\"command\":\"npm ls\"}");
    assertThat(questions()).hasSize(1);

    ask("c", "ExitPlanMode", "{\"plan\":\"1. this\"}");
    answer("c", InputRequest.Decision.ALLOW, null, null);
    assertThat(response().path("updatedPermissions").path(0).path("mode").asString(""))
        .isEqualTo("acceptEdits");
    ask("d", "Edit", "{\"file_path\":\"/elsewhere\"}");
    assertThat(questions()).hasSize(3);
  }

  @Test
  void afterAPlanItIsToldAgainIfItFellBackToAsking() {
    state = first(ClaudeState.Conduct.PLANS);
    String fell = "{\"type\":\"system\",\"subtype\":\"status\",\"permissionMode\":\"default\"}";

    say(fell);
    assertThat(replies).isEmpty();
    ask("c", "ExitPlanMode", "{\"plan\":\"1. this\"}");
    answer("c", InputRequest.Decision.ALLOW, null, null);
    say(fell);

    assertThat(replies.getLast()).contains("set_permission_mode", "acceptEdits");
  }

  @Test
  void aPlanIsFoundInTheToolCallOrInItsFile() {
    state = first(ClaudeState.Conduct.PLANS);
    String calls =
        "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"tool_use\",\"id\":\"%s\","
            + "\"name\":\"%s\",\"input\":%s}]}}";
    String file = "\"file_path\":\"/home/u/.claude/plans/a-b.md\"";

    say(calls.formatted("tool-a", "ExitPlanMode", "{\"plan\":\"of the call\"}"));
    ask("a", "ExitPlanMode", "{}");
    say(calls.formatted("w", "Write", "{" + file + ",\"content\":\"# Of the file\"}"));
    say(
        calls.formatted(
            "e", "Edit", "{" + file + ",\"old_string\":\"Of\",\"new_string\":\"From\"}"));
    say(calls.formatted("x", "Write", "{\"file_path\":\"/ws/plan.md\",\"content\":\"no\"}"));
    ask("b", "ExitPlanMode", "{}");

    assertThat(events)
        .filteredOn(AgentEvent.PlanShown.class::isInstance)
        .containsExactly(
            new AgentEvent.PlanShown("of the call"), new AgentEvent.PlanShown("# From the file"));
    assertThat(questions().getLast().title()).isEqualTo("From the file");
  }

  @Test
  void severalQuestionsOfOneRequestAreAnsweredLineByLineOrAllTheSame() {
    String input =
        "{\"questions\":[{\"question\":\"Which?\",\"options\":[{\"label\":\"A\"}]},"
            + "{\"question\":\"Where?\",\"options\":[{\"label\":\"B\",\"description\":\"there\"}]}]}";
    ask("k", "AskUserQuestion", input);
    ask("l", "AskUserQuestion", input);

    assertThat(questions().getFirst().title()).isEqualTo("Which? / Where?");
    assertThat(questions().getFirst().detail()).contains("- A", "- B: there");
    assertThat(questions().getFirst().options()).isEmpty();

    answer("k", InputRequest.Decision.ALLOW, null, "A\n\nover there\n");
    assertThat(response().path("updatedInput").path("answers").toString())
        .isEqualTo("{\"Which?\":\"A\",\"Where?\":\"over there\"}");
    answer("l", InputRequest.Decision.ALLOW, null, "as you like");
    assertThat(response().path("updatedInput").path("answers").toString())
        .isEqualTo("{\"Which?\":\"as you like\",\"Where?\":\"as you like\"}");
  }

  @Test
  void itIsSteerableOnlyWhileItReportsMessagesAndListens() {
    say(INIT);
    assertThat(protocol.steerable(state)).isFalse();

    say(LIFE.formatted("opening", "started"));
    assertThat(protocol.steerable(state)).isTrue();

    say(OK);
    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
    assertThat(protocol.steerable(state)).isFalse();
  }

  @Test
  void aMessageOnItsWayKeepsTheInputOpenUntilItIsDoneOrDropped() {
    say(LIFE.formatted("opening", "started"), INIT);
    take(protocol.steer(state, "second", "and this"));
    take(protocol.steer(state, "third", "and that"));

    say(OK);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);
    say(LIFE.formatted("second", "started"), LIFE.formatted("third", "cancelled"), INIT);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);
    assertThat(events).contains(new AgentEvent.MessageAcknowledged("second"));
    assertThat(events).doesNotContain(new AgentEvent.MessageAcknowledged("third"));
    say(OK);
    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
  }

  @Test
  void anOpenRequestKeepsTheInputOpenAndItsAnswerEndsIt() {
    say(INIT);
    ask("k", "Bash", "{\"command\":\"make\"}");
    say(OK);
    assertThat(inputs).doesNotContain(Reaction.Input.ENDS);

    answer("k", InputRequest.Decision.ALLOW, null, null);

    assertThat(replies).hasSize(1);
    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
  }

  @Test
  void whatIsAskedOrAnsweredAfterTheInputHasEndedGetsNoReply() {
    say(INIT);
    ask("k", "Bash", "{\"command\":\"make\"}");
    take(protocol.interrupt(state));
    int sent = replies.size();

    answer("k", InputRequest.Decision.ALLOW, null, null);
    ask("l", "Bash", "{\"command\":\"make\"}");
    take(protocol.interrupt(state));

    assertThat(replies).hasSize(sent);
    assertThat(questions()).hasSize(1);
  }

  @Test
  void anInterruptTakesBackWhatIsOnItsWay() {
    say(LIFE.formatted("opening", "started"), INIT);
    take(protocol.steer(state, "second", "and this"));
    replies.clear();

    take(protocol.interrupt(state));

    assertThat(replies).hasSize(2);
    assertThat(replies.getFirst()).contains("cancel_async_message", "second");
    assertThat(replies.getLast()).contains("interrupt");
    assertThat(inputs.getLast()).isEqualTo(Reaction.Input.ENDS);
  }

  @Test
  void aRequestThatIsNotUnderstoodIsRefusedSoThatNothingHangs() {
    say(
        "{\"type\":\"control_request\",\"request_id\":\"k\",\"request\":"
            + "{\"subtype\":\"elicitation\"}}");

    assertThat(replies).singleElement().asString().contains("\"error\"", "\"k\"");
    assertThat(events).hasSize(1);
  }

  @Test
  void onlyTheFirstStartNamesTheConversationAndIsChecked() {
    String other =
        "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s\","
            + "\"permissionMode\":\"bypassPermissions\",\"mcp_servers\":[{\"name\":\"evil\"},"
            + "{\"name\":\"mine\"}]}";

    say(other, other);

    assertThat(events.getFirst()).isEqualTo(new AgentEvent.SessionNamed("s"));
    assertThat(events)
        .hasSize(3)
        .filteredOn(AgentEvent.Noticed.class::isInstance)
        .extracting(event -> ((AgentEvent.Noticed) event).notice())
        .extracting(LaunchPlan.Notice::code)
        .containsOnly(Warning.Code.AGENT_MISCONFIGURED);
  }

  @Test
  void whatATurnUsedIsTheSumOfItsMessagesAndTheCostOfTheProcess() {
    String result =
        "{\"type\":\"result\",\"is_error\":false,\"total_cost_usd\":%s,\"usage\":{"
            + "\"input_tokens\":10,\"cache_creation_input_tokens\":5,"
            + "\"cache_read_input_tokens\":100,\"output_tokens\":2}}";

    say(INIT, result.formatted("0.5"), INIT, result.formatted("0.75"));

    assertThat(protocol.usage(state)).isEqualTo(new Usage(30, 4, 200, 0.75));
  }

  @Test
  void anErrorInPlaceOfAnAnswerIsNoMessage() {
    say(
        "{\"type\":\"assistant\",\"error\":\"rate_limit\",\"message\":{\"model\":\"<synthetic>\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"limit\"}]}}");

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            AgentEvent.Said.class,
            said -> assertThat(said.payload()).isInstanceOf(AgentPayload.Failed.class));
  }

  @Test
  void aPieceOfALineThatIsTooLongIsKept() {
    take(protocol.accept(state, new OutputFrame(StreamName.OUT, 0, 9, "{\"type\":1}", false)));

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            AgentEvent.Said.class,
            said -> assertThat(said.payload()).isInstanceOf(AgentPayload.Unrecognized.class));
  }
}
