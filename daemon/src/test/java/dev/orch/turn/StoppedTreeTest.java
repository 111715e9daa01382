package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an agent leaves that goes when it is asked to: all that the stop has seen ends with it. */
class StoppedTreeTest extends ProjectSuite {
  @Test
  void itsChildInAProcessSessionOfItsOwnEndsWithTheTurn() throws Exception {
    Path file = folder.resolve("child");
    project.replaceAgent(
        """
        #!/bin/sh
        (unset ORCH_RUN; exec setsid sh -c 'trap "" TERM INT; echo $$ >%1$s.new; mv %1$s.new %1$s
          while :; do sleep 0.1; done') &
        echo '{"type":"system","subtype":"init","session_id":"s-1"}'
        while read -r line; do :; done
        """
            .formatted(file));
    SessionId id = project.send("anything");
    TestRuns.await(() -> Files.exists(file));
    long child = Long.parseLong(Files.readString(file).strip());

    project.stop(id);
    project.await(id, SessionState.STOPPED);

    TestRuns.await(() -> !lives(child));
    assertThat(project.plane().session(id).progress().warnings()).isEmpty();
  }

  private static boolean lives(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }
}
