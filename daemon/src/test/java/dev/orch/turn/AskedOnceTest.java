package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import org.junit.jupiter.api.Test;

/** The same request of an agent, printed twice, waits once. */
class AskedOnceTest extends ProjectSuite {
  private static final String ASKS_TWICE =
      """
      #!/bin/sh
      ask='{"type":"control_request","request_id":"r-1","request":{"subtype":"can_use_tool",\
      "tool_name":"Bash","input":{"command":"make"},"tool_use_id":"t-1"}}'
      echo '{"type":"system","subtype":"init","session_id":"s-1"}'
      echo "$ask"
      read -r _
      read -r _
      echo "$ask"
      echo '{"type":"assistant","message":{"content":[{"type":"text","text":"asked twice"}]}}'
      cat >/dev/null
      """;

  @Test
  void aRequestThatIsPrintedAgainIsNotAskedAgain() throws Exception {
    project.replaceAgent(ASKS_TWICE);
    SessionId id = project.send("anything");
    project.awaitSaid(id, "asked twice");
    project.await(id, SessionState.WAITING_FOR_USER);
    assertThat(project.plane().stores.inputRequests().listOpen(id)).hasSize(1);
    assertThat(project.plane().events(id, "input.requested")).hasSize(1);
    assertThat(project.plane().events(id, "session.waiting")).hasSize(1);
  }
}
