package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon finds at its start: each row of the boot table, and what cannot be settled. */
class BootTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void open() throws IOException {
    project = new TestProject(folder);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private void sql(String statement) throws SQLException {
    String file = "jdbc:sqlite:" + project.state().resolve("orchestrator.db");
    try (Connection store = DriverManager.getConnection(file)) {
      store.createStatement().executeUpdate(statement);
    }
  }

  private static String of(SessionId id) {
    return " WHERE session_id = '" + id + "'";
  }

  @Test
  void aTurnThatCannotBeReadIsAWarningOfItsSessionAndTheOthersGoOn() throws Exception {
    SessionId broken = project.send("[[say up]] [[hang]]");
    SessionId well = project.send("[[say up]] [[sleep 300]] [[say on]]");
    project.awaitSaid(broken, "up");
    project.awaitSaid(well, "up");
    project.restart(() -> sql("UPDATE turn SET kind = 'of tomorrow'" + of(broken)));

    project.await(well, SessionState.COMPLETED);
    assertThat(project.said(well)).containsExactly("up", "on");
    assertThat(project.plane().session(broken).progress().warnings())
        .extracting(Warning::code)
        .containsExactly(Warning.Code.SETTLING_FAILED);
    assertThat(project.plane().queries.detail(project.plane().session(broken)).actions())
        .isNotEmpty();

    project.restart(() -> sql("UPDATE turn SET kind = 'start'" + of(broken)));
    project.stop(broken);
    project.await(broken, SessionState.STOPPED);
  }

  @Test
  void aSessionThatCannotEvenBeWarnedDoesNotKeepTheDaemonDown() throws Exception {
    SessionId broken = project.send("[[say up]] [[hang]]");
    SessionId well = project.send("[[say up]] [[sleep 300]] [[say on]]");
    project.awaitSaid(broken, "up");
    project.awaitSaid(well, "up");
    project.restart(
        () -> sql("UPDATE session SET state = 'of tomorrow' WHERE id = '" + broken + "'"));

    project.await(well, SessionState.COMPLETED);
    project.restart(() -> sql("UPDATE session SET state = 'running' WHERE id = '" + broken + "'"));
    project.stop(broken);
    project.await(broken, SessionState.STOPPED);
  }
}
