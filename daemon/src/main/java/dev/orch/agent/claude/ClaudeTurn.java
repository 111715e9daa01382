package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.Reaction;
import dev.orch.agent.Reply;
import dev.orch.api.event.AgentPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * What one input makes of a state, while it is being worked out: starts from the state, gathers
 * changes, events and replies, and ends as a reaction. Lives for one call.
 */
final class ClaudeTurn {
  private final ClaudeState.Setup setup;
  private final List<AgentEvent> events = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private ClaudeState.Flow flow;
  private ClaudeState.Facts facts;
  private ClaudeState.Work work;
  private ClaudeState.Requests requests;
  private ClaudeState.Results results;
  private Reaction.Input input = Reaction.Input.STAYS_OPEN;

  ClaudeTurn(ClaudeState state) {
    setup = state.setup();
    flow = state.flow();
    facts = state.facts();
    work = state.work();
    requests = state.requests();
    results = state.results();
  }

  ClaudeState.Setup setup() {
    return setup;
  }

  ClaudeState.Flow flow() {
    return flow;
  }

  ClaudeState.Facts facts() {
    return facts;
  }

  ClaudeState.Work work() {
    return work;
  }

  ClaudeState.Requests requests() {
    return requests;
  }

  ClaudeState.Results results() {
    return results;
  }

  void flow(ClaudeState.Flow next) {
    flow = next;
  }

  void facts(ClaudeState.Facts next) {
    facts = next;
  }

  void work(ClaudeState.Work next) {
    work = next;
  }

  void requests(ClaudeState.Requests next) {
    requests = next;
  }

  void results(ClaudeState.Results next) {
    results = next;
  }

  void event(AgentEvent event) {
    events.add(event);
  }

  void say(AgentPayload payload) {
    events.add(new AgentEvent.Said(payload));
  }

  void reply(JsonNode message) {
    replies.add(new Reply(message + "\n"));
  }

  /** Its message is open again. */
  void works() {
    if (flow.stage() == ClaudeState.Stage.BACKGROUND) {
      event(new AgentEvent.BackgroundChanged(AgentEvent.Activity.WORKING));
    }
    flow = flow.at(ClaudeState.Stage.WORKING);
    work = work.withNews(ClaudeState.News.NONE);
  }

  /** Its message is closed; whether that was all, {@link #settle} finds out. */
  void closes() {
    if (backgroundGoesOn()) {
      flow = flow.at(ClaudeState.Stage.BACKGROUND);
      event(new AgentEvent.BackgroundChanged(AgentEvent.Activity.BACKGROUND));
    } else {
      flow = flow.at(ClaudeState.Stage.BETWEEN);
    }
  }

  /** Between two messages of its own. */
  boolean messageClosed() {
    return switch (flow.stage()) {
      case STARTING, WORKING -> false;
      case BACKGROUND, BETWEEN, CLOSED -> true;
    };
  }

  Optional<ClaudeState.Pending> pendingByKey(String key) {
    return requests.pending().stream().filter(one -> one.key().equals(key)).findFirst();
  }

  Optional<ClaudeState.Pending> pendingByTool(String toolId) {
    return requests.pending().stream().filter(one -> one.toolId().equals(toolId)).findFirst();
  }

  void forget(ClaudeState.Pending gone) {
    requests =
        requests.withPending(
            requests.pending().stream().filter(one -> !one.key().equals(gone.key())).toList());
  }

  void replace(String key, UnaryOperator<ClaudeState.Pending> change) {
    requests =
        requests.withPending(
            requests.pending().stream()
                .map(one -> one.key().equals(key) ? change.apply(one) : one)
                .toList());
  }

  /**
   * Ends the input once the message is closed and nothing is left that could need it: background
   * work whose end makes it go on, news of such work, a message of ours that it has not taken up
   * (it will, as a message of its own), a request that a person may still answer. An answer that it
   * has not acknowledged does not count: whoever waited for it is gone, and the caller says it
   * again in the next turn.
   */
  private void settle() {
    if (!messageClosed() || backgroundGoesOn() || !work.steered().isEmpty()) {
      return;
    }
    if (!flow.inputEnded() && work.news() != ClaudeState.News.NONE) {
      askForNews();
      return;
    }
    flow = flow.at(ClaudeState.Stage.CLOSED);
    if (!flow.inputEnded() && requests.pending().stream().noneMatch(ClaudeState.Pending::open)) {
      endInput();
    }
  }

  private boolean backgroundGoesOn() {
    return !work.tasks().isEmpty() || work.news() == ClaudeState.News.CERTAIN;
  }

  /**
   * Once its input has ended nobody could approve anything any more, so it must not end while it is
   * about to go on. The start of the next message is always printed before the answer to this.
   */
  private void askForNews() {
    if (work.news() == ClaudeState.News.PERHAPS) {
      work = work.withNews(ClaudeState.News.ASKED);
      reply(ClaudeReplies.anythingElse());
    }
  }

  /** It has answered, and begun no message before. */
  void hasNoNews() {
    if (work.news() == ClaudeState.News.ASKED) {
      work = work.withNews(ClaudeState.News.NONE);
    }
  }

  void endInput() {
    flow = flow.withInputEnded();
    input = Reaction.Input.ENDS;
  }

  Reaction reaction() {
    settle();
    ClaudeState state = new ClaudeState(setup, flow, facts, work, requests, results);
    return new Reaction(state, List.copyOf(events), List.copyOf(replies), input);
  }
}
