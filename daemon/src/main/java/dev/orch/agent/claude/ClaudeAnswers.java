package dev.orch.agent.claude;

import dev.orch.domain.session.InputRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A person's answers, as Claude Code wants them: on the open request, or later as words. */
final class ClaudeAnswers {
  private static final String NO_APPROVAL =
      "The user does not allow this call. Go on without it, or ask what to do instead.";
  private static final String NO_ANSWER =
      "The user does not want to answer this. Decide yourself, and say how you decided.";
  private static final String NO_PLAN =
      "The user does not accept this plan. Make a different one and show it.";

  private ClaudeAnswers() {}

  /** Answers the request if it is still open; otherwise nothing happens. */
  static void give(ClaudeTurn turn, InputRequest answered) {
    InputRequest.Answer answer = answered.answered().orElse(null);
    ClaudeState.Pending waiting = turn.pendingByKey(answered.key()).orElse(null);
    if (answer == null || waiting == null || !waiting.open()) {
      return;
    }
    turn.replace(waiting.key(), ClaudeState.Pending::answered);
    switch (answer.decision()) {
      case ALLOW -> allow(turn, waiting, answer);
      case DENY -> turn.reply(ClaudeReplies.deny(waiting.key(), refusal(waiting.kind(), answer)));
    }
  }

  private static void allow(
      ClaudeTurn turn, ClaudeState.Pending waiting, InputRequest.Answer answer) {
    ObjectNode input =
        ClaudeJson.object(waiting.input())
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .orElseGet(ClaudeJson::object);
    JsonNode message =
        switch (waiting.kind()) {
          case APPROVAL -> ClaudeReplies.allow(waiting.key(), input);
          case QUESTION ->
              ClaudeReplies.allow(
                  waiting.key(), ClaudeQuestions.answered(input, answer.option(), answer.text()));
          case PLAN_REVIEW ->
              ClaudeReplies.allowAndSwitch(waiting.key(), input, ClaudeLaunch.WRITING_MODE);
        };
    turn.reply(message);
    if (waiting.kind() == InputRequest.Kind.PLAN_REVIEW) {
      turn.flow(turn.flow().withPlanAccepted());
    }
  }

  private static String refusal(InputRequest.Kind kind, InputRequest.Answer answer) {
    String said = ClaudeQuestions.said(answer.option(), answer.text());
    if (!said.isBlank()) {
      return said;
    }
    return switch (kind) {
      case APPROVAL -> NO_APPROVAL;
      case QUESTION -> NO_ANSWER;
      case PLAN_REVIEW -> NO_PLAN;
    };
  }

  /** The answer in words, for a process that has never asked. */
  static String inWords(InputRequest answered) {
    InputRequest.Answer answer = answered.answered().orElse(null);
    String said = answer == null ? "" : ClaudeQuestions.said(answer.option(), answer.text());
    boolean denied = answer == null || answer.decision() == InputRequest.Decision.DENY;
    return switch (answered.question().kind()) {
      case QUESTION ->
          "You asked: "
              + answered.question().title()
              + "\nThe user answered: "
              + (denied && said.isBlank() ? NO_ANSWER : said);
      case PLAN_REVIEW ->
          denied
              ? "The user rejected the plan that you showed: " + (said.isBlank() ? NO_PLAN : said)
              : "The user accepted the plan that you showed. Carry it out now." + remark(said);
      case APPROVAL ->
          "You wanted to call: "
              + answered.question().title()
              + "\nThe user "
              + (denied ? "did not allow it." : "allowed it; call it again if it is still needed.")
              + remark(said);
    };
  }

  private static String remark(@Nullable String said) {
    return said == null || said.isBlank() ? "" : " The user adds: " + said;
  }
}
