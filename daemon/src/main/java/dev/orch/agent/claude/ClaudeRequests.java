package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.session.InputRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Claude Code asks: a tool's approval, a question, a plan's review. */
final class ClaudeRequests {
  private static final String READ_ONLY =
      "This session only reads: nothing may be changed and this call is not allowed. Go on without"
          + " it, with what can be read.";
  private static final String PLAN_FIRST =
      "No file is changed before a person has accepted the plan. Show the plan first.";

  private final ClaudeTurn turn;
  private final OutputSource source;

  ClaudeRequests(ClaudeTurn turn, OutputSource source) {
    this.turn = turn;
    this.source = source;
  }

  void asked(JsonNode node) {
    String key = ClaudeJson.text(node, "request_id");
    JsonNode request = node.path("request");
    if (key.isEmpty() || !ClaudeJson.text(request, "subtype").equals("can_use_tool")) {
      turn.say(new AgentPayload.Unrecognized(node.toString(), source));
      if (!key.isEmpty() && !turn.flow().inputEnded()) {
        turn.reply(ClaudeReplies.refuse(key, "not supported"));
      }
      return;
    }
    // Its input has ended: it fails the call by itself, and that is told by the tool's result.
    if (turn.flow().inputEnded() || turn.pendingByKey(key).isPresent()) {
      return;
    }
    String tool = ClaudeJson.text(request, "tool_name");
    switch (tool) {
      case ClaudeTools.ASK -> question(key, request);
      case ClaudeTools.EXIT_PLAN_MODE -> plan(key, request);
      default -> approval(key, tool, request);
    }
  }

  private void approval(String key, String tool, JsonNode request) {
    Optional<String> refusal = refusal(tool);
    if (refusal.isPresent()) {
      turn.reply(ClaudeReplies.deny(key, refusal.get()));
      return;
    }
    String summary = ClaudeTools.summary(tool, request.path("input"));
    wait(
        key,
        request,
        new InputRequest.Question(
            InputRequest.Kind.APPROVAL,
            summary.isEmpty() ? tool : tool + ": " + summary,
            ClaudeTools.detail(request),
            List.of()));
  }

  /**
   * What is denied without asking a person; the call and its failure are in the log all the same.
   */
  private Optional<String> refusal(String tool) {
    return switch (turn.setup().conduct()) {
      case READS -> Optional.of(READ_ONLY);
      case PLANS ->
          !turn.flow().planAccepted() && ClaudeTools.EDITING.contains(tool)
              ? Optional.of(PLAN_FIRST)
              : Optional.empty();
      case WRITES -> Optional.empty();
    };
  }

  private void question(String key, JsonNode request) {
    wait(key, request, ClaudeQuestions.question(request.path("input")));
  }

  private void plan(String key, JsonNode request) {
    if (turn.setup().conduct() == ClaudeState.Conduct.READS) {
      turn.reply(ClaudeReplies.deny(key, READ_ONLY));
      return;
    }
    String plan =
        new ClaudePlans(turn).plan(ClaudeJson.text(request, "tool_use_id"), request.path("input"));
    if (!plan.isBlank()) {
      turn.say(new AgentPayload.Plan(plan, source));
      turn.event(new AgentEvent.PlanShown(plan));
    }
    String first = plan.strip().lines().findFirst().orElse("").replaceFirst("^#+\\s*", "");
    wait(
        key,
        request,
        new InputRequest.Question(
            InputRequest.Kind.PLAN_REVIEW,
            first.isBlank() ? "Plan" : ClaudeTools.oneLine(first),
            plan.isBlank() ? "Claude Code shows a plan without a text." : plan,
            List.of()));
  }

  private void wait(String key, JsonNode request, InputRequest.Question question) {
    List<ClaudeState.Pending> pending = new ArrayList<>(turn.requests().pending());
    pending.add(
        new ClaudeState.Pending(
            key,
            ClaudeJson.text(request, "tool_use_id"),
            question.kind(),
            request.path("input").isObject() ? request.path("input").toString() : "{}",
            ClaudeState.Given.NOTHING));
    turn.requests(turn.requests().withPending(pending));
    turn.event(new AgentEvent.Asked(key, question, source));
  }

  /** It does not want an answer any more; one that is under way has no effect. */
  void cancelled(String key) {
    turn.pendingByKey(key)
        .ifPresent(waiting -> {
          turn.forget(waiting);
          turn.event(
              waiting.open()
                  ? new AgentEvent.Withdrawn(key, "Claude Code withdrew its request.", source)
                  : new AgentEvent.AnswerAcknowledged(key));
        });
  }
}
