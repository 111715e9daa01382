package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.event.SessionPayload;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.ProcessRecord;
import dev.orch.runtime.RunId;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a daemon finds at its start: each row of the boot table, and what cannot be settled. */
class BootTest extends ProjectSuite {
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
    SessionId well = project.send("[[say up]]" + project.untilTheGateOpens() + "[[say on]]");
    project.awaitSaid(broken, "up");
    project.awaitSaid(well, "up");
    project.restart(() -> sql("UPDATE turn SET kind = 'of tomorrow'" + of(broken)));

    project.openGate();
    project.await(well, SessionState.COMPLETED);
    assertThat(project.said(well)).startsWith("up").endsWith("on").doesNotHaveDuplicates();
    assertThat(project.plane().session(broken).progress().warnings())
        .extracting(Warning::code)
        .containsExactly(Warning.Code.SETTLING_FAILED);
    assertThat(project.plane().queries.detail(project.plane().session(broken)).actions())
        .isNotEmpty();

    project.restart(() -> sql("UPDATE turn SET kind = 'start'" + of(broken)));
    project.stop(broken);
    Session stopped = project.await(broken, SessionState.STOPPED);
    assertThat(stopped.progress().warnings()).isEmpty();
  }

  @Test
  void aSessionThatCannotEvenBeWarnedDoesNotKeepTheDaemonDown() throws Exception {
    SessionId broken = project.send("[[say up]] [[hang]]");
    SessionId well = project.send("[[say up]]" + project.untilTheGateOpens() + "[[say on]]");
    project.awaitSaid(broken, "up");
    project.awaitSaid(well, "up");
    project.restart(
        () -> sql("UPDATE session SET state = 'of tomorrow' WHERE id = '" + broken + "'"));

    project.openGate();
    project.await(well, SessionState.COMPLETED);
    project.restart(() -> sql("UPDATE session SET state = 'running' WHERE id = '" + broken + "'"));
    project.stop(broken);
    project.await(broken, SessionState.STOPPED);
  }

  @Test
  void aSessionWhoseThreadCannotGoOnIsWarned() throws Exception {
    SessionId id = project.send("[[say up]] [[hang]]");
    project.awaitSaid(id, "up");
    project.restart(() -> sql("UPDATE session SET agent = 'unheard-of' WHERE id = '" + id + "'"));
    project.plane().await(id, BootTest::isWarnedThatItIsUnsettled);
    project.restart(() -> sql("UPDATE session SET agent = 'claude' WHERE id = '" + id + "'"));
    project.stop(id);
    project.await(id, SessionState.STOPPED);
  }

  @Test
  void aTurnWhoseRunFolderIsGoneIsLostAndItsProcessesAreEnded() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> removeTree(run(id)));
    Session failed = project.await(id, SessionState.FAILED);
    assertThat(failed.reason()).contains(Reason.PROCESS_LOST);
    assertThat(failed.progress().warnings()).isEmpty();
    assertThat(project.plane().events(id, "turn.finished")).hasSize(1);
  }

  @Test
  void aTurnOfAnEarlierStartOfTheMachineWasInterruptedByIt() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> {
      killAll(id);
      String claim = Files.readString(run(id).resolve("pid"));
      Files.writeString(run(id).resolve("pid"), claim.replaceFirst(" \\S+ ", " other-boot "));
    });
    Session failed = project.await(id, SessionState.FAILED);
    assertThat(failed.reason()).contains(Reason.INTERRUPTED_BY_REBOOT);
    assertThat(project.said(id)).containsExactly("up");
  }

  @Test
  void aTurnWhoseProcessesAllDiedUnseenIsLost() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> killAll(id));
    Session failed = project.await(id, SessionState.FAILED);
    assertThat(failed.reason()).contains(Reason.PROCESS_LOST);
    assertThat(failed.progress().exitCode()).isNull();
  }

  @Test
  void anAgentThatOutlivesItsSupervisorGoesOn() throws Exception {
    SessionId id = project.send("[[say up]]" + project.untilTheGateOpens() + "[[say on]]");
    project.awaitSaid(id, "up");
    project.restart(() -> killSupervisor(id));
    project.openGate();
    Session done = project.await(id, SessionState.COMPLETED);
    assertThat(project.said(id)).startsWith("up").endsWith("on").doesNotHaveDuplicates();
    assertThat(done.progress().exitCode()).isNull();
  }

  @Test
  void aSessionThatWasStalledIsAtWorkAgainWithTheNextLine() throws Exception {
    SessionId id = project.send("[[say up]]" + project.untilTheGateOpens() + "[[hang]]");
    project.awaitSaid(id, "up");
    project.restart(() -> sql("UPDATE session SET reason = 'stalled' WHERE id = '" + id + "'"));
    project.plane().await(id, session -> isReasoned(session, Reason.WORKING));
    project.openGate();
  }

  @Test
  void aSessionThatStalledWithWorkInTheBackgroundIsThereAgain() throws Exception {
    project.replaceAgent(
        """
        #!/bin/sh
        printf '%%s\\n' '{"type":"system","subtype":"init","session_id":"s"}' \\
          '{"type":"system","subtype":"background_tasks_changed","tasks":[{"task_id":"b"}]}' \\
          '{"type":"result","subtype":"success","terminal_reason":"completed"}'
        until [ -e '%s' ]; do sleep 0.02; done
        echo '{"type":"system","subtype":"status"}'
        exec cat >/dev/null
        """
            .formatted(project.gate()));
    SessionId id = project.send("x");
    project.plane().await(id, session -> isReasoned(session, Reason.BACKGROUND));
    project.restart(() -> sql("UPDATE session SET reason = 'stalled' WHERE id = '" + id + "'"));
    project.openGate();

    project.plane().await(id, session -> !isReasoned(session, Reason.STALLED));
    assertThat(project.plane().session(id).reason()).contains(Reason.BACKGROUND);
  }

  private static boolean isReasoned(Session session, Reason reason) {
    return session.reason().filter(reason::equals).isPresent();
  }

  @Test
  void aSessionWhoseFilesCannotBeReadSaysSoOnceAndGoesOnWhenTheyCan() throws Exception {
    SessionId id = sendHanging();
    Path output = run(id).resolve("out.log");
    Path aside = run(id).resolve("aside");
    project.restart(() -> {
      Files.move(output, aside);
      Files.createDirectory(output);
    });
    project.plane().await(id, session -> isWarnedOfItsDisk(session));
    Files.delete(output);
    Files.move(aside, output);

    project.followUp(id, "[[say more]]", FollowUp.Mode.AUTO);
    project.plane().await(id, session -> !isWarnedOfItsDisk(session));
    assertThat(project.plane().events(id, "session.warned")).hasSize(1);
    assertThat(project.plane().events(id, "session.warning_cleared"))
        .singleElement()
        .extracting(event -> event.fact().payload())
        .isInstanceOfSatisfying(
            SessionPayload.WarningCleared.class,
            cleared -> assertThat(cleared.code()).isEqualTo("disk_failing"));
    project.stop(id);
    project.await(id, SessionState.STOPPED);
  }

  private static boolean isWarnedOfItsDisk(Session session) {
    return session.isWarnedOf(Warning.Code.DISK_FAILING);
  }

  @Test
  void whatTheDiskRefusedAtTheBootIsDoneWhenItWorksAgain() throws Exception {
    SessionId id = sendHanging();
    Path claim = run(id).resolve("pid");
    Path aside = run(id).resolve("aside");
    project.restart(() -> {
      Files.move(claim, aside);
      Files.createDirectory(claim);
    });
    project.plane().await(id, BootTest::isWarnedOfItsDisk);
    Files.delete(claim);
    Files.move(aside, claim);

    project.followUp(id, "[[say more]]", FollowUp.Mode.AUTO);
    project.plane().await(id, session -> !isWarnedOfItsDisk(session));
    assertThat(project.plane().events(id, "session.warned")).hasSize(1);
    assertThat(project.plane().events(id, "process.adopted")).hasSize(1);
    project.stop(id);
    project.await(id, SessionState.STOPPED);
  }

  @Test
  void aTurnThatCannotBeTakenUpSaysSoAndIsStoppedAllTheSame() throws Exception {
    SessionId id = sendHanging();
    project.restart(this::makeProcessesOdd);
    assertThat(project.plane().await(id, BootTest::isWarnedThatItIsUnsettled).progress().warnings())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.text()).contains("an odd process");
          assertThat(warning.hint()).contains("orch stop " + id);
        });

    project.stop(id);

    Session stopped = project.await(id, SessionState.STOPPED);
    assertThat(stopped.reason()).contains(Reason.USER);
    assertThat(stopped.progress().warnings()).isEmpty();
    assertThat(project.plane().story(id)).contains("an odd process");
    TestRuns.await(() -> !isAlive(project.latestTurn(id)));
  }

  @Test
  void aStopOnRecordIsCarriedOutAlsoWhereItsTurnCannotBeTakenUp() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> {
      makeProcessesOdd();
      recordStop(id);
    });
    project.await(id, SessionState.STOPPED);
  }

  @Test
  void aTurnThatCouldNotBeTakenUpGoesOnWithWhatIsAskedNext() throws Exception {
    SessionId id = sendHanging();
    project.restart(this::makeProcessesOdd);
    project.plane().await(id, BootTest::isWarnedThatItIsUnsettled);
    Files.delete(oddProcess());

    project.followUp(id, "[[say more]]", FollowUp.Mode.AUTO);

    project.plane().await(id, session -> !isWarnedThatItIsUnsettled(session));
    project.stop(id);
    project.await(id, SessionState.STOPPED);
    assertThat(project.plane().events(id, "process.adopted")).hasSize(1);
    assertThat(project.plane().events(id, "process.exited")).hasSize(1);
  }

  private void makeProcessesOdd() throws IOException {
    Files.createFile(oddProcess());
  }

  private Path oddProcess() {
    return folder.resolve("home/odd-process");
  }

  private static boolean isAlive(Turn turn) {
    return ProcessHandle.of(Objects.requireNonNull(turn.launch().pid())).isPresent();
  }

  private static boolean isWarnedThatItIsUnsettled(Session session) {
    return session.isWarnedOf(Warning.Code.SETTLING_FAILED);
  }

  @Test
  void aProcessIsAdoptedOnlyIfItsStartIsOnRecord() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> notStarted(id));
    project.await(id, SessionState.RUNNING);
    assertThat(project.plane().events(id, "process.started")).hasSize(2);
    assertThat(project.plane().events(id, "process.adopted")).isEmpty();

    project.restart(() -> {});
    assertThat(project.plane().events(id, "process.adopted")).hasSize(1);
  }

  @Test
  void aTurnThatWasStoppedBeforeItsClaimNeverStarts() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> {
      killAll(id);
      Files.delete(run(id).resolve("pid"));
      notStarted(id);
      recordStop(id);
    });
    project.await(id, SessionState.STOPPED);
    assertThat(project.plane().supervisor.status(new RunId(id, 1)))
        .isEqualTo(new RunStatus.Forbidden());
    assertThat(project.plane().events(id, "process.started")).hasSize(1);
  }

  @Test
  void aClaimThatADeadDaemonTookForAStopIsAStop() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> {
      forbid(id);
      recordStop(id);
    });
    assertThat(project.await(id, SessionState.STOPPED).reason()).contains(Reason.USER);
  }

  @Test
  void aClaimThatADeadDaemonTookForAFailedStartIsAFailedStart() throws Exception {
    SessionId id = sendHanging();
    project.restart(() -> forbid(id));
    assertThat(project.await(id, SessionState.FAILED).reason()).contains(Reason.LAUNCH_FAILED);
    assertThat(project.plane().story(id)).contains("the agent could not be started");
  }

  private SessionId sendHanging() throws InterruptedException {
    SessionId id = project.send("[[say up]] [[hang]]");
    project.awaitSaid(id, "up");
    return id;
  }

  private Path run(SessionId id) {
    return project.state().resolve("runs").resolve(id.value()).resolve("1");
  }

  /** Nobody is left to record how it ended. */
  private void killAll(SessionId id) throws IOException {
    killSupervisor(id);
    project.plane().supervisor.sweep(new RunId(id, 1));
    Files.deleteIfExists(run(id).resolve("exit"));
  }

  private void killSupervisor(SessionId id) {
    if (project.plane().supervisor.status(new RunId(id, 1))
        instanceof RunStatus.Claimed(ProcessRecord supervisor)) {
      ProcessHandle.of(supervisor.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** The daemon had taken the claim and died before it could say so. */
  private void forbid(SessionId id) throws Exception {
    killAll(id);
    Files.delete(run(id).resolve("pid"));
    notStarted(id);
    assertThat(project.plane().supervisor.forbid(new RunId(id, 1))).isTrue();
  }

  private void notStarted(SessionId id) throws SQLException {
    sql("UPDATE turn SET started_at_ms = NULL, pid = NULL" + of(id));
    sql("UPDATE session SET state = 'created', reason = 'preparing' WHERE id = '" + id + "'");
  }

  private void recordStop(SessionId id) throws SQLException {
    sql(
        "UPDATE turn SET stop_reason = 'user', stop_requested_at_ms = 1, stop_requests = 1"
            + of(id));
  }

  private static void removeTree(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
