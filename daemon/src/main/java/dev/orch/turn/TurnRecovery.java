package dev.orch.turn;

import dev.orch.api.event.DaemonPayload;
import dev.orch.api.event.ProcessPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.event.NewEvent;
import dev.orch.domain.schedule.PortLease;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.environment.SecretValues;
import dev.orch.event.Secrets;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.RunId;
import dev.orch.runtime.RunStatus;
import dev.orch.runtime.StopOutcome;
import dev.orch.session.LiveSessions;
import dev.orch.session.SessionLedger;
import dev.orch.store.StoreUnavailableException;
import dev.orch.store.Stores;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At the start of the daemon: every open turn gets its thread again, which goes on from the last
 * commit; what an earlier daemon gave its process, and this one may not have, is a secret from then
 * on. What cannot be done at that moment is done by the thread, before anything else. A turn that
 * cannot be settled becomes a warning on its session, never a daemon that does not start.
 */
public final class TurnRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(TurnRecovery.class);

  private final Stores stores;
  private final SessionLedger ledger;
  private final ProcessSupervisor supervisor;
  private final Secrets secrets;
  private final InstantSource clock;
  private final TurnWarnings warnings;

  /** Whose open turn was not taken up yet. */
  private final Set<SessionId> left = ConcurrentHashMap.newKeySet();

  /** With everything that it calls. */
  public TurnRecovery(
      Stores stores,
      SessionLedger ledger,
      ProcessSupervisor supervisor,
      Secrets secrets,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.supervisor = supervisor;
    this.secrets = secrets;
    this.clock = clock;
    this.warnings = new TurnWarnings(stores, ledger);
  }

  /** Called once, before the daemon listens. */
  public void settle(LiveSessions live) {
    int adopted = 0;
    int settled = 0;
    int failed = 0;
    List<SessionId> open = stores.turns().listSessionsWithOpenTurn();
    left.addAll(open);
    for (SessionId id : open) {
      try {
        if (takeUp(id)) {
          adopted++;
        } else {
          settled++;
        }
      } catch (StoreUnavailableException | UncheckedIOException away) {
        failed++;
        LOG.warn("session={} the disk is in the way: {}", id, away.getMessage());
      } catch (RuntimeException failure) {
        failed++;
        LOG.error("session={} cannot be settled", id, failure);
        warnings.unsettled(id, failure);
      }
      live.wake(id);
    }
    stores.leases().list().stream()
        .filter(PortLease::held)
        .map(PortLease::session)
        .filter(id -> !open.contains(id))
        .forEach(this::returnPorts);
    DaemonPayload.Recovered recovered = new DaemonPayload.Recovered(adopted, settled, failed);
    stores.transactions().write(() -> append(recovered));
  }

  /** A turn that ended without proof that its processes did left its session the ports. */
  private void returnPorts(SessionId id) {
    int turns = stores.turns().findLatest(id).map(Turn::number).orElse(0);
    if (supervisor.sweepAll(id, turns) instanceof StopOutcome.Dead) {
      stores
          .transactions()
          .write(() -> {
            stores.leases().giveBack(id);
            warnings.provenDead(id);
          });
    }
  }

  private void append(DaemonPayload.Recovered recovered) {
    stores
        .events()
        .append(
            new NewEvent(
                EventType.DAEMON_RECOVERED,
                clock.instant(),
                null,
                null,
                0,
                Actor.DAEMON,
                recovered));
  }

  /**
   * Does what the boot could not do for a session; nothing for any other. Where it fails again, it
   * stays to be done.
   */
  void takeUpIfLeft(SessionId id) {
    if (left.contains(id)) {
      takeUp(id);
    }
  }

  /** Whether its process had been started. */
  private boolean takeUp(SessionId id) {
    Turn turn = stores.turns().findLatest(id).orElseThrow();
    RunId run = new RunId(id, turn.number());
    // Read first: what another version has started is refused here, and not ended.
    RunStatus status = supervisor.status(run);
    if (turn.launch().spec() == null
        && supervisor.sweep(run) instanceof StopOutcome.Unproven unproven) {
      stores.transactions().write(() -> warnings.unproven(id, unproven));
    }
    if (status instanceof RunStatus.Claimed claimed) {
      secrets.learn(SecretValues.in(supervisor.environment(run)));
      // A start that is not on record is recorded by the session's thread, as found.
      if (turn.launch().startedAt() != null) {
        stores.transactions().write(() -> sayAdopted(turn, claimed));
      }
    }
    left.remove(id);
    return status instanceof RunStatus.Claimed;
  }

  private void sayAdopted(Turn turn, RunStatus.Claimed claimed) {
    ledger.append(
        ledger.require(turn.session()),
        turn.number(),
        EventType.PROCESS_ADOPTED,
        Actor.DAEMON,
        new ProcessPayload.Adopted(claimed.supervisor().pid()));
  }
}
