package dev.orch.cli.demo;

import dev.orch.api.ApiPath;
import dev.orch.api.event.InputPayload;
import dev.orch.api.event.SessionPayload;
import dev.orch.api.session.AnswerBody;
import dev.orch.api.session.InputRequestView;
import dev.orch.api.session.SessionView;
import dev.orch.cli.client.DaemonClient;
import dev.orch.cli.client.StreamedEvent;
import dev.orch.cli.failure.CliException;
import dev.orch.cli.text.Mark;
import dev.orch.cli.view.EventLines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hears what the demo's agents do, answers what they ask, and disturbs them once. */
final class DemoAudience {
  private final Map<String, EventLines> lines;
  private final DaemonClient daemon;
  private final Narrator narrator;
  private final int middle;
  private final Runnable disturbance;
  private final Map<String, Integer> heard = new HashMap<>();
  private final Map<String, String> ended = new HashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> answered = new HashSet<>();
  private boolean disturbed;

  /**
   * Hears these sessions.
   *
   * @param middle how many messages of each are heard before the disturbance
   * @param disturbance done once, in the middle of the work, when one of them waits for an answer;
   *     which it gets afterwards
   */
  DemoAudience(
      List<SessionView> sessions,
      DaemonClient daemon,
      Narrator narrator,
      int middle,
      Runnable disturbance) {
    this.lines =
        sessions.stream()
            .collect(
                Collectors.toMap(
                    SessionView::id,
                    session -> new EventLines(session.agent(), _ -> Optional.empty())));
    this.daemon = daemon;
    this.narrator = narrator;
    this.middle = middle;
    this.disturbance = disturbance;
  }

  /** Hears one event; false when there is nothing more to hear. */
  boolean hear(StreamedEvent event) {
    String session = event.sessionId().orElse("");
    EventLines teller = lines.get(session);
    if (teller == null) {
      return true;
    }
    for (EventLines.Line line : teller.of(event)) {
      narrator.line(session, event.at(), line);
    }
    switch (event.type()) {
      case "agent.message" -> heard.merge(session, 1, Integer::sum);
      case "input.requested" -> asked.add(event.payload(InputPayload.Requested.class).requestId());
      case "session.completed", "session.failed", "session.stopped" ->
          ended.put(session, event.payload(SessionPayload.Step.class).to());
      default -> {
        // what is told above needs no answer
      }
    }
    if (!disturbed && isMiddle()) {
      disturbed = true;
      disturbance.run();
    }
    if (disturbed) {
      answer();
    }
    return ended.size() < lines.size();
  }

  /**
   * Refuses an end that shows less than the demo promises.
   *
   * @param atLeast how many messages of each session must have been heard
   */
  void requireGoodEnd(int atLeast) {
    if (!disturbed) {
      throw CliException.refused("No session asked for anything: the daemon was not killed.");
    }
    for (Map.Entry<String, String> end : ended.entrySet()) {
      if (!end.getValue().equals("completed")) {
        throw CliException.refused(
            "Session %s ended as %s.".formatted(end.getKey(), end.getValue()));
      }
      if (heard.getOrDefault(end.getKey(), 0) < atLeast) {
        throw CliException.refused(
            "Of session %s only %s lines were heard."
                .formatted(end.getKey(), heard.get(end.getKey())));
      }
    }
    narrator.say(
        "%s: %d sessions, %d answered, lines heard: %s"
            .formatted(Mark.DONE.word(), ended.size(), answered.size(), heard.values()));
  }

  private boolean isMiddle() {
    return !asked.isEmpty()
        && lines.keySet().stream().allMatch(session -> heard.getOrDefault(session, 0) >= middle);
  }

  private void answer() {
    for (String request : asked) {
      if (answered.add(request)) {
        daemon.post(
            ApiPath.ANSWER.with(request),
            new AnswerBody(InputRequestView.Decision.ALLOW, null, null));
        narrator.say("the demo answers: allow");
      }
    }
  }
}
