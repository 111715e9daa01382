package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.OutputSource;
import dev.orch.api.event.SessionPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.Event;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.runtime.RunId;
import dev.orch.runtime.StreamName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing is hidden: a step names the event that it follows from. */
class StepEvidenceTest extends ProjectSuite {
  private static final String ASKS_AND_WITHDRAWS =
      """
      #!/bin/sh
      echo '{"type":"system","subtype":"init","session_id":"s-1"}'
      echo '{"type":"control_request","request_id":"r-1","request":{"subtype":"can_use_tool",\
      "tool_name":"Bash","input":{"command":"make"},"tool_use_id":"t-1"}}'
      echo '{"type":"control_cancel_request","request_id":"r-1"}'
      echo '{"type":"assistant","message":{"content":[{"type":"text","text":"on"}]}}'
      cat >/dev/null
      """;

  /** Each step as its trigger and the type of the event that it names. */
  private List<String> evidence(SessionId id) {
    List<Event> log = project.plane().events(id);
    return project.plane().queries.transitions(id).stream()
        .map(event -> (SessionPayload.Step) event.fact().payload())
        .map(step -> step.trigger() + " " + type(log, step.causedBy()))
        .toList();
  }

  private static String type(List<Event> log, @Nullable Long seq) {
    return log.stream()
        .filter(event -> Long.valueOf(event.seq()).equals(seq))
        .map(event -> event.fact().type().wireName())
        .findFirst()
        .orElse("nothing");
  }

  @Test
  void launchAndEndNameTheProcessAndTheTurn() throws Exception {
    SessionId well = project.send("[[say one]]");
    SessionId failed = project.send("[[exit 3]]");
    SessionId limited = project.send("[[fail 429]]");
    project.await(well, SessionState.COMPLETED);
    project.await(failed, SessionState.FAILED);
    project.await(limited, SessionState.WAITING_FOR_USER);
    assertThat(evidence(well))
        .containsExactly("launched process.started", "agent_finished turn.finished");
    assertThat(evidence(failed))
        .containsExactly("launched process.started", "agent_failed turn.finished");
    assertThat(evidence(limited))
        .containsExactly("launched process.started", "agent_blocked turn.finished");
  }

  @Test
  void aStopNamesTheTurnThatItEnded() throws Exception {
    SessionId id = project.send("[[say one]] [[hang]]");
    project.awaitSaid(id, "one");
    project.stop(id);
    project.await(id, SessionState.STOPPED);
    assertThat(evidence(id)).containsExactly("launched process.started", "stop turn.finished");
  }

  @Test
  void waitingNamesTheLineThatAsked() throws Exception {
    SessionId id = project.send("[[question Which?]]");
    project.await(id, SessionState.WAITING_FOR_USER);
    assertThat(evidence(id)).contains("agent_asked input.requested");
    assertThat(line(id, "agent_asked")).contains("control_request", "AskUserQuestion");
  }

  @Test
  void goingOnWithoutAnAnswerNamesTheLineThatWithdrewTheRequest() throws Exception {
    project.replaceAgent(ASKS_AND_WITHDRAWS);
    SessionId id = project.send("anything");
    project.awaitSaid(id, "on");
    assertThat(evidence(id)).contains("agent_continued input.withdrawn");
    assertThat(line(id, "agent_continued")).contains("control_cancel_request");
    assertThat(project.plane().events(id, "input.withdrawn"))
        .singleElement()
        .returns(new Actor(Actor.Kind.AGENT, "claude"), event -> event.fact().actor());
  }

  /** The line of the agent's output that a step names. */
  private String line(SessionId id, String trigger) throws IOException {
    OutputSource source =
        project.plane().queries.transitions(id).stream()
            .map(event -> (SessionPayload.Step) event.fact().payload())
            .filter(step -> step.trigger().equals(trigger))
            .map(step -> Objects.requireNonNull(step.source()))
            .findFirst()
            .orElseThrow();
    Path output = project.plane().supervisor.output(new RunId(id, source.turn()), StreamName.OUT);
    return new String(
        Files.readAllBytes(output),
        Math.toIntExact(source.offset()),
        Math.toIntExact(source.length()),
        StandardCharsets.UTF_8);
  }

  @Test
  void goingOnNamesTheAnswer() throws Exception {
    SessionId id = project.send("[[question Which?]]");
    project.await(id, SessionState.WAITING_FOR_USER);
    project.allow(project.plane().stores.inputRequests().listOpen(id).getFirst());
    project.await(id, SessionState.COMPLETED);
    assertThat(evidence(id)).contains("agent_continued input.answered");
  }
}
