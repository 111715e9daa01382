package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.StopRung;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process that has nothing more to say and does not end: what is done to it can be read. */
class LingeringProcessTest extends ProjectSuite {
  private static final TurnTimes AT_ONCE =
      new TurnTimes(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(5));
  private static final String STAYS =
      """
      #!/bin/sh
      trap : INT TERM
      echo '{"type":"system","subtype":"init","session_id":"s-1"}'
      echo '{"type":"result","subtype":"success","is_error":false}'
      while :; do sleep 1; done
      """;

  @Override
  TurnTimes times() {
    return AT_ONCE;
  }

  @Test
  void eachRungIsOnRecordAndToldOnce() throws Exception {
    project.replaceAgent(STAYS);
    SessionId id = project.send("anything");
    project.await(id, SessionState.COMPLETED);

    assertThat(project.plane().events(id, "session.warned"))
        .extracting(event -> event.fact().payload())
        .extracting(SessionPayload.Warned.class::cast)
        .allSatisfy(warned -> assertThat(warned.code()).isEqualTo("agent_did_not_end"))
        .extracting(SessionPayload.Warned::text)
        .containsExactly(
            "the process of turn 1 did not end by itself and was asked to end",
            "the process of turn 1 did not end by itself and was killed");
    assertThat(project.plane().stores.turns().findRung(id, 1)).contains(StopRung.KILL);
  }
}
