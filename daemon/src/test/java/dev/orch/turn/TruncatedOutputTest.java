package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
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
    project.restart(project::openGate);
    Session done = project.await(id, SessionState.COMPLETED);

    assertThat(done.progress().warnings())
        .filteredOn(warning -> warning.code() == Warning.Code.OUTPUT_TRUNCATED)
        .singleElement()
        .extracting(Warning::text)
        .asString()
        .contains("turn 1", "standard output");
  }

  @Test
  void oneThatKeepsEmptyingItIsWarnedOfOnce() throws Exception {
    project.replaceAgent(
        """
        #!/bin/sh
        echo '{"type":"system","subtype":"init","session_id":"s-1","cwd":"/x"}'
        line=x
        for i in 1 2 3 4 5; do
          line="$line-$i"
          echo "$line" >/dev/stderr
          until [ -e '%1$s'-$i ]; do sleep 0.02; done
        done
        echo '{"type":"result","subtype":"success","is_error":false}'
        """
            .formatted(project.gate()));
    SessionId id = project.send("anything");
    long length = "x\n".length();
    for (int i = 1; i <= 5; i++) {
      length += 2;
      long written = length;
      project.plane().await(id, _ -> errRead(id) == written);
      Files.createFile(Path.of(project.gate() + "-" + i));
    }
    Session done = project.await(id, SessionState.COMPLETED);

    assertThat(done.progress().warnings())
        .filteredOn(warning -> warning.code() == Warning.Code.OUTPUT_TRUNCATED)
        .singleElement()
        .extracting(Warning::text)
        .asString()
        .contains("standard error");
  }

  private long errRead(SessionId id) {
    return project.plane().stores.turns().find(id, 1).orElseThrow().launch().errRead();
  }
}
