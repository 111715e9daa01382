package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Turn;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.TestRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Agents are paused while there is no room, and go on whatever happens to the daemon meanwhile. */
class LowDiskTest extends PlaneSuite {
  @Test
  void anAgentIsPausedUntilThereIsRoomAndSaysSo() throws Exception {
    free(999);
    SessionId id = plane.send("implement", project, "[[lines 300 2]] [[say done]]").id();
    Session paused = plane.await(id, LowDiskTest::isPaused);

    assertThat(paused.progress().warnings().getFirst().text()).contains("paused", "MiB are free");
    TestRuns.await(() -> state(id) == 'T');

    free(1250);
    Session ended = plane.await(id, in(SessionState.COMPLETED));
    assertThat(ended.isWarnedOf(Warning.Code.DISK_LOW)).isFalse();
  }

  @Test
  void allThatItHasStartedIsPausedWithIt() throws Exception {
    Path file = folder.resolve("child");
    Path script = home.resolve("other-agent");
    Files.writeString(
        script,
        """
        #!/bin/sh
        setsid sleep 600 &
        echo $! >%1$s.new; mv %1$s.new %1$s
        echo '{"type":"system","subtype":"init","session_id":"s-1"}'
        while read -r line; do :; done
        """
            .formatted(file));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    SessionId id = plane.send("implement", project, "anything").id();
    TestRuns.await(() -> Files.exists(file));
    long child = Long.parseLong(Files.readString(file).strip());

    free(999);

    plane.await(id, LowDiskTest::isPaused);
    TestRuns.await(() -> state(id) == 'T' && stateOf(child) == 'T');
  }

  @Test
  void aLittleMoreThanTheLimitIsNotEnoughToGoOn() throws Exception {
    free(999);
    SessionId id = plane.send("implement", project, "[[hang]]").id();
    plane.await(id, LowDiskTest::isPaused);
    free(1249);
    restart();

    plane.await(id, session -> session.standing().reason() == Reason.WORKING);
    assertThat(state(id)).isNotEqualTo('T');
  }

  @Test
  void theNextDaemonWakesIt() throws Exception {
    free(999);
    SessionId id = plane.send("implement", project, "[[lines 300 5]] [[say done]]").id();
    plane.await(id, LowDiskTest::isPaused);
    plane.close();
    Files.delete(home.resolve("free"));
    plane = new TestPlane(folder.resolve("state"), home);

    plane.await(id, in(SessionState.COMPLETED));
  }

  @Test
  void aStopWakesItAndIsNotInTheWay() throws Exception {
    free(999);
    SessionId id = plane.send("implement", project, "[[hang]]").id();
    plane.await(id, LowDiskTest::isPaused);

    plane.sessions.stop(id, Reason.USER, TestPlane.USER, _ -> {});

    Session stopped = plane.await(id, in(SessionState.STOPPED));
    assertThat(stopped.standing().reason()).isEqualTo(Reason.USER);
    assertThat(stopped.isWarnedOf(Warning.Code.DISK_LOW)).isFalse();
    assertThat(stopped.isWarnedOf(Warning.Code.TREE_NOT_PROVEN_DEAD)).isFalse();
  }

  @Test
  void oneThatPrintsTooMuchIsStopped() throws Exception {
    Files.createFile(home.resolve("little-output"));
    restart();
    SessionId id = plane.send("implement", project, "[[lines 200]] [[hang]]").id();

    Session stopped = plane.await(id, in(SessionState.STOPPED));
    assertThat(stopped.standing().reason()).isEqualTo(Reason.LOG_LIMIT);
    assertThat(plane.events(id, "session.stop_requested")).hasSize(1);
  }

  private static boolean isPaused(Session session) {
    return session.standing().reason() == Reason.PAUSED;
  }

  private void free(long bytes) throws IOException {
    Path file = home.resolve("free");
    Path next = home.resolve("free.next");
    Files.writeString(next, Long.toString(bytes));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Of the agent's process, as proc(5) has it; a blank where it is not known yet. */
  private char state(SessionId id) {
    Long pid = plane.stores.turns().findLatest(id).map(Turn::launch).orElseThrow().pid();
    return pid == null ? ' ' : stateOf(pid);
  }

  private static char stateOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
