package dev.orch.artifact;

import dev.orch.api.event.InputPayload;
import dev.orch.api.event.TurnPayload;
import dev.orch.domain.event.Event;
import dev.orch.domain.session.Session;
import dev.orch.event.Secrets;
import dev.orch.store.InputRequestStore;
import dev.orch.store.Stores;
import dev.orch.store.TurnStore;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What the readable log says of a session's events, prompts among it. Any thread may use it. */
public final class PromptedLines {
  private final TurnStore turns;
  private final InputRequestStore requests;
  private final Secrets secrets;
  private final LogLines lines;

  /**
   * Reads the prompts of these turns, and what was asked of these requests.
   *
   * @param zone times are told in it
   */
  public PromptedLines(Stores stores, Secrets secrets, ZoneId zone) {
    this.turns = stores.turns();
    this.requests = stores.inputRequests();
    this.secrets = secrets;
    this.lines = new LogLines(zone);
  }

  /** A message that waited was told when it came; any other prompt is told when its turn begins. */
  public List<String> of(Session session, Event event) {
    if (event.fact().payload() instanceof InputPayload.Answered answer) {
      return requests
          .find(answer.requestId())
          .map(asked -> lines.answer(event, answer, asked.question().kind().wireName()))
          .orElseGet(() -> lines.lines(event));
    }
    List<String> told = lines.lines(event);
    if (!(event.fact().payload() instanceof TurnPayload.Started started)
        || started.followUpId() != null) {
      return told;
    }
    List<String> withPrompt = new ArrayList<>(told);
    turns
        .find(session.id(), event.fact().turn())
        .map(turn -> secrets.forProject(session.assignment().project()).redact(turn.prompt()))
        .ifPresent(prompt -> withPrompt.addAll(lines.prompt(event, prompt)));
    return withPrompt;
  }
}
