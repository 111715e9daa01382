package dev.orch.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.RunId;
import dev.orch.session.SessionLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each session that works in a worktree has ports of its own for as long as its processes live. */
class PortsOfTurnsTest extends PlaneSuite {
  private static final String ASKS = "[[ask touch x]]";

  private Session asking(String action) throws InterruptedException {
    Session sent = plane.send(action, project, ASKS);
    return plane.await(sent.id(), in(SessionState.WAITING_FOR_USER));
  }

  private Map<String, String> environment(SessionId id) {
    return plane.supervisor.environment(new RunId(id, plane.session(id).progress().turnCount()));
  }

  private PortLease lease(SessionId id) {
    return plane.stores.leases().find(id).orElseThrow();
  }

  private void stop(SessionId id) throws InterruptedException {
    plane.sessions.stop(id, Reason.USER, TestPlane.USER, _ -> {});
    plane.await(id, in(SessionState.STOPPED));
  }

  @Test
  void agentsAreToldPortsThatNobodyElseHas() throws InterruptedException {
    SessionId one = asking("implement").id();
    SessionId two = asking("implement").id();

    assertThat(environment(one))
        .containsEntry("ORCH_PORT_BASE", Integer.toString(lease(one).base()))
        .containsEntry("ORCH_PORT_COUNT", "10");
    assertThat(lease(one).held()).isTrue();
    assertThat(lease(two).base()).isNotEqualTo(lease(one).base());
  }

  @Test
  void whoeverIsGoneHoldsNoneAndGetsTheSameAgain() throws InterruptedException {
    SessionId one = asking("implement").id();
    int base = lease(one).base();
    stop(one);
    assertThat(lease(one)).isEqualTo(new PortLease(one, base, false));

    SessionId two = asking("implement").id();
    plane.sessions.followUp(one, ASKS, FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    plane.await(one, in(SessionState.WAITING_FOR_USER));

    assertThat(lease(one)).isEqualTo(new PortLease(one, base, true));
    assertThat(lease(two).base()).isNotEqualTo(base);
    assertThat(environment(one)).containsEntry("ORCH_PORT_BASE", Integer.toString(base));
  }

  @Test
  void aLeaseOutlivesTheDaemonAndAnEndWithoutProofDoesNotKeepItForEver()
      throws InterruptedException, IOException {
    SessionId one = asking("implement").id();
    PortLease before = lease(one);
    restart();
    assertThat(lease(one)).isEqualTo(before);

    stop(one);
    plane.stores.transactions().write(() -> plane.stores.leases().hold(one, before.base()));
    restart();
    assertThat(lease(one).held()).isFalse();
  }

  @Test
  void aLaterTurnGivesNothingBackThatAnEarlierOneMayBeAt()
      throws InterruptedException, IOException {
    SessionId one = asking("implement").id();
    stop(one);
    plane
        .stores
        .transactions()
        .write(() ->
            new SessionLedger(plane.stores, InstantSource.system())
                .warn(one, Warning.Code.TREE_NOT_PROVEN_DEAD, "of turn 1", null));
    Files.createFile(home.resolve("undead"));

    plane.sessions.followUp(one, ASKS, FollowUp.Mode.AUTO, TestPlane.USER, _ -> {});
    plane.await(one, in(SessionState.WAITING_FOR_USER));
    stop(one);
    assertThat(lease(one).held()).isTrue();
    restart();
    assertThat(lease(one).held()).isTrue();

    Files.delete(home.resolve("undead"));
    restart();
    assertThat(lease(one).held()).isFalse();
    assertThat(plane.session(one).isWarnedOf(Warning.Code.TREE_NOT_PROVEN_DEAD)).isFalse();
  }

  @Test
  void whoOnlyReadsHasNone() throws InterruptedException {
    Session sent = plane.send("analyze", project, "[[say nothing]]");
    plane.await(sent.id(), in(SessionState.COMPLETED));

    assertThat(plane.stores.leases().find(sent.id())).isEmpty();
  }
}
