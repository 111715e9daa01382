package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a turn whose run folder is gone. */
class LostTurnTest {
  private static final String WRITES_AS_IT_ENDS =
      """
      #!/bin/sh
      trap 'echo late > late.txt; exit' TERM
      echo '{"type":"system","subtype":"init","session_id":"s-1"}'
      echo '{"type":"result","subtype":"success","usage":{"input_tokens":7,"output_tokens":3}}'
      while :; do sleep 1; done
      """;

  private static final TurnTimes PATIENT =
      new TurnTimes(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void open() throws IOException {
    project = new TestProject(folder, PATIENT);
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void itsProcessesEndBeforeItsFilesAreCollectedAndItsUsageCounts() throws Exception {
    project.replaceAgent(WRITES_AS_IT_ENDS);
    SessionId id = project.send("anything");
    project.plane().await(id, _ -> !project.plane().events(id, "agent.usage").isEmpty());

    project.restart(() -> Files.move(project.state().resolve("runs/" + id), folder.resolve("x")));
    project.await(id, SessionState.FAILED);

    Path artifacts = project.plane().session(id).place().log().resolveSibling("../artifacts/" + id);
    assertThat(artifacts.normalize().resolve("1/diff.patch")).content().contains("late.txt");
    assertThat(project.latestTurn(id).ended().orElseThrow())
        .extracting(Turn.End::usage)
        .satisfies(usage -> {
          assertThat(usage.inputTokens()).isEqualTo(7);
          assertThat(usage.outputTokens()).isEqualTo(3);
        });
  }
}
