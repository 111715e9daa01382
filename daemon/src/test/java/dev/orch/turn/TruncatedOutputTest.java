package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import org.junit.jupiter.api.Test;

/** An agent that empties its own output: the turn goes on with what follows, and says so. */
class TruncatedOutputTest extends ProjectSuite {
  private long outRead(SessionId id) {
    return project.plane().stores.turns().find(id, 1).orElseThrow().launch().outRead();
  }

  @Test
  void theTurnGoesOnAfterARestartToo() throws Exception {
    project.replaceAgent(
        """
        #!/bin/sh
        echo '{"type":"system","subtype":"init","session_id":"s-1","cwd":"/somewhere/far/away/from/here"}'
        until [ -e '%s' ]; do sleep 0.02; done
        echo '{"type":"result","subtype":"success","is_error":false}' >/dev/stdout
        """
            .formatted(project.gate()));
    SessionId id = project.send("anything");
    project.plane().await(id, _ -> outRead(id) > 0);
    long read = outRead(id);
    project.restart(project::openGate);
    Session done = project.await(id, SessionState.COMPLETED);

    assertThat(done.progress().warnings())
        .filteredOn(warning -> warning.code() == Warning.Code.OUTPUT_TRUNCATED)
        .singleElement()
        .extracting(Warning::text)
        .asString()
        .contains(read + " bytes");
  }
}
