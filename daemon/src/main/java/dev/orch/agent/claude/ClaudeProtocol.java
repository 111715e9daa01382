package dev.orch.agent.claude;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.AgentProtocol;
import dev.orch.agent.ProtocolState;
import dev.orch.agent.Reaction;
import dev.orch.api.event.AgentPayload;
import dev.orch.api.event.OutputSource;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Outcome;
import dev.orch.domain.session.Usage;
import dev.orch.runtime.OutputFrame;
import dev.orch.runtime.ProcessExit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Claude Code's bidirectional stream-json: one JSON object per line, both ways. Verified against
 * 2.1.197 and 2.1.331, see the recorded runs among the tests.
 */
final class ClaudeProtocol implements AgentProtocol {

  @Override
  public String encode(ProtocolState state) {
    return ClaudeJson.MAPPER.writeValueAsString(own(state));
  }

  @Override
  public ProtocolState decode(String text) {
    return ClaudeJson.MAPPER.readValue(text, ClaudeState.class);
  }

  @Override
  public Reaction accept(ProtocolState state, OutputFrame frame) {
    ClaudeTurn turn = new ClaudeTurn(own(state));
    if (frame.text().isBlank()) {
      return turn.reaction();
    }
    OutputSource source =
        new OutputSource(
            turn.setup().turn(),
            frame.stream().name().toLowerCase(Locale.ROOT),
            frame.offset(),
            frame.length());
    switch (frame.stream()) {
      case OUT -> new ClaudeOutput(turn, source).accept(frame);
      case ERR -> complaint(turn, frame.text(), source);
    }
    return turn.reaction();
  }

  @Override
  public Reaction answer(ProtocolState state, InputRequest answered) {
    ClaudeTurn turn = new ClaudeTurn(own(state));
    if (!turn.flow().inputEnded()) {
      ClaudeAnswers.give(turn, answered);
    }
    return turn.reaction();
  }

  /**
   * Only where it has reported the life of this turn's first message: then it will report this
   * one's too.
   */
  @Override
  public boolean steerable(ProtocolState state) {
    ClaudeState own = own(state);
    return own.work().reportsMessages()
        && !own.flow().inputEnded()
        && own.flow().stage() != ClaudeState.Stage.CLOSED;
  }

  @Override
  public Reaction steer(ProtocolState state, String messageId, String text) {
    ClaudeTurn turn = new ClaudeTurn(own(state));
    List<String> steered = new ArrayList<>(turn.work().steered());
    steered.add(messageId);
    turn.work(turn.work().withSteered(steered));
    turn.reply(ClaudeReplies.user(messageId, List.of(text)));
    return turn.reaction();
  }

  @Override
  public Reaction interrupt(ProtocolState state) {
    ClaudeTurn turn = new ClaudeTurn(own(state));
    if (!turn.flow().inputEnded()) {
      // It would go on with them once it is interrupted; the caller still has them.
      turn.work().steered().forEach(message -> turn.reply(ClaudeReplies.takeBack(message)));
      turn.reply(ClaudeReplies.interrupt());
      turn.endInput();
    }
    turn.flow(turn.flow().withInterrupt());
    return turn.reaction();
  }

  /** It names the conversation when it begins with a message, and never before. */
  @Override
  public boolean heard(ProtocolState state) {
    ClaudeState.Ending last = own(state).results().last();
    return own(state).facts().conversation() != null || (last != null && !last.failed());
  }

  @Override
  public AgentEvent.Activity activity(ProtocolState state) {
    return own(state).flow().stage() == ClaudeState.Stage.BACKGROUND
        ? AgentEvent.Activity.BACKGROUND
        : AgentEvent.Activity.WORKING;
  }

  @Override
  public Usage usage(ProtocolState state) {
    return own(state).results().used();
  }

  @Override
  public Outcome end(ProtocolState state, ProcessExit exit) {
    return new ClaudeVerdict(own(state), exit).outcome();
  }

  private static void complaint(ClaudeTurn turn, String text, OutputSource source) {
    if (ClaudeVerdict.refusesToStart(text)) {
      turn.facts(turn.facts().withComplaint(text.strip()));
    }
    turn.say(new AgentPayload.Unrecognized(text, source));
  }

  private static ClaudeState own(ProtocolState state) {
    if (state instanceof ClaudeState own) {
      return own;
    }
    throw new IllegalArgumentException("not a state of this protocol: " + state.getClass());
  }
}
