package dev.orch.turn;

import dev.orch.agent.AgentEvent;
import dev.orch.agent.Reaction;
import dev.orch.agent.Reply;
import dev.orch.api.event.SessionPayload;
import dev.orch.artifact.ArtifactCollector;
import dev.orch.artifact.ArtifactFailedException;
import dev.orch.disk.DiskWatch;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Artifact;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.InputRequest;
import dev.orch.domain.session.Reason;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionState;
import dev.orch.domain.session.StopRung;
import dev.orch.domain.session.Turn;
import dev.orch.runtime.OutputTruncated;
import dev.orch.runtime.StopOutcome;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what a pass over the output found: events, steps, replies, the protocol's state and how
 * far was read, all in one unit. That unit is what makes "exactly once" true.
 */
final class TurnRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(TurnRecorder.class);

  private final Stores stores;
  private final SessionLedger ledger;
  private final AgentEventRecorder events;
  private final ArtifactCollector artifacts;
  private final InstantSource clock;
  private final TurnWarnings warnings;

  TurnRecorder(
      Stores stores,
      SessionLedger ledger,
      AgentEventRecorder events,
      ArtifactCollector artifacts,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.events = events;
    this.artifacts = artifacts;
    this.clock = clock;
    this.warnings = new TurnWarnings(stores, ledger);
  }

  /** What others have asked of the turn since. */
  record Wanted(List<InputRequest> answers, List<FollowUp> messages, Optional<Turn.Stop> stop) {}

  /** A kept message that is written to the running turn. */
  record Offer(FollowUp message, String messageId) {}

  /**
   * A rung that the process is taken to.
   *
   * @param asked whether by a stop on record; else because it did not end after its input did
   */
  record Rung(StopRung step, boolean asked) {}

  /**
   * What one pass found.
   *
   * @param reactions only those that say something
   * @param truncations what the agent did to its own output
   * @param rung what is done to the process once this is committed
   * @param activity another reason for running
   */
  record Batch(
      List<Reaction> reactions,
      List<Offer> offers,
      List<OutputTruncated> truncations,
      TurnLoop.Progress progress,
      Optional<Rung> rung,
      Optional<Reason> activity,
      OptionalLong pid) {}

  Wanted look(LiveTurn live) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    return stores
        .transactions()
        .read(() ->
            new Wanted(
                stores.inputRequests().listUnacknowledged(id).stream()
                    .filter(request -> request.turn() == number)
                    .toList(),
                kept(id, number),
                stores.turns().find(id, number).flatMap(Turn::stopped)));
  }

  /** Kept messages that may go into a running turn and were not offered to this one yet. */
  private List<FollowUp> kept(SessionId id, int number) {
    List<String> offered =
        stores.followUps().listOffered(id, number).stream().map(FollowUp::id).toList();
    return stores.followUps().listKept(id).stream()
        .filter(message -> message.mode() == FollowUp.Mode.AUTO)
        .filter(message -> !offered.contains(message.id()))
        .toList();
  }

  /**
   * Keeps what one pass found, all of it or nothing.
   *
   * @return false if a message that it offers was edited or withdrawn since the look: nothing was
   *     kept, and the pass is to be made again
   */
  boolean commit(LiveTurn live, Batch batch) throws InterruptedException {
    List<Artifact> plans = writePlans(live, batch);
    if (Thread.interrupted()) {
      throw new InterruptedException("the daemon ends; a plan may not be written");
    }
    return stores.transactions().write(() -> commitInside(live, batch, plans));
  }

  private boolean commitInside(LiveTurn live, Batch batch, List<Artifact> plans) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    if (!kept(id, number).containsAll(batch.offers().stream().map(Offer::message).toList())) {
      return false;
    }
    Turn.Launch stored =
        stores.turns().find(id, number).map(Turn::launch).orElse(live.turn().launch());
    batch.rung().ifPresent(rung -> saveRung(id, number, rung));
    batch.activity().ifPresent(reason -> events.changeActivity(id, reason));
    for (Reaction reaction : batch.reactions()) {
      events.record(live, reaction.events());
      stores.outbox().append(id, number, reaction.replies().stream().map(Reply::text).toList());
      if (reaction.input() == Reaction.Input.ENDS) {
        stores.outbox().end(id, number);
      }
    }
    batch
        .offers()
        .forEach(
            offer -> stores.followUps().offer(offer.message().id(), number, offer.messageId()));
    batch.truncations().forEach(truncated -> warnings.outputTruncated(id, number, truncated));
    plans.forEach(plan -> events.listArtifact(live, plan));
    stores.turns().saveLaunch(id, number, launchAfter(live, stored, batch));
    if (TurnWarnings.isKept(live.session())) {
      warnings.cameFurther(id);
    }
    return true;
  }

  private void saveRung(SessionId id, int number, Rung rung) {
    stores.turns().saveRung(id, number, rung.step(), clock.instant());
    if (rung.asked()) {
      ledger.touch(id);
    } else {
      warnings.didNotEnd(id, number, rung.step());
    }
  }

  private static Turn.Launch launchAfter(LiveTurn live, Turn.Launch stored, Batch batch) {
    return new Turn.Launch(
        stored.spec(),
        live.adapter().protocol().encode(batch.progress().state()),
        batch.progress().read().out(),
        batch.progress().read().err(),
        batch.pid().isPresent() ? Long.valueOf(batch.pid().getAsLong()) : stored.pid(),
        stored.startedAt());
  }

  /** Plans are files before they are listed; written twice they are the same file. */
  private List<Artifact> writePlans(LiveTurn live, Batch batch) {
    List<Artifact> plans = new ArrayList<>();
    for (Reaction reaction : batch.reactions()) {
      for (AgentEvent event : reaction.events()) {
        if (event instanceof AgentEvent.PlanShown(String markdown)) {
          writePlan(live, markdown).ifPresent(plans::add);
        }
      }
    }
    return plans;
  }

  /** A plan that cannot be kept as a file is in the log all the same. */
  private Optional<Artifact> writePlan(LiveTurn live, String markdown) {
    try {
      return Optional.of(
          artifacts.plan(live.session(), live.turn().number(), live.artifactFolder(), markdown));
    } catch (ArtifactFailedException failure) {
      LOG.warn("session={} its plan is not kept as a file", live.session().id(), failure);
      return Optional.empty();
    }
  }

  /** Records that it is paused; false if it does not run, or is stopped: then it is left alone. */
  boolean pause(LiveTurn live, DiskWatch.Change change) {
    SessionId id = live.session().id();
    return stores
        .transactions()
        .write(() -> {
          boolean runs = ledger.require(id).state() == SessionState.RUNNING;
          if (runs && stores.turns().findStop(id).isEmpty()) {
            warnings.paused(id, change);
            ledger.reason(id, Reason.PAUSED);
            return true;
          }
          return false;
        });
  }

  /** Records that it goes on; does nothing where it was not paused. */
  void goOn(LiveTurn live, Reason doing) {
    SessionId id = live.session().id();
    stores
        .transactions()
        .write(() -> {
          warnings.wentOn(id);
          if (ledger.require(id).standing().reason() == Reason.PAUSED) {
            ledger.reason(id, doing);
          }
        });
  }

  /** Stops a turn that printed too much; false if a stop is on record. */
  boolean stopForOutput(LiveTurn live) {
    SessionId id = live.session().id();
    int number = live.turn().number();
    return stores
        .transactions()
        .write(() -> {
          if (stores.turns().findStop(id).isPresent()) {
            return false;
          }
          stores.turns().requestStop(id, number, Reason.LOG_LIMIT, clock.instant());
          ledger.append(
              ledger.require(id),
              number,
              EventType.SESSION_STOP_REQUESTED,
              Actor.DAEMON,
              new SessionPayload.StopRequested(number, Reason.LOG_LIMIT.wireName()));
          ledger.touch(id);
          return true;
        });
  }

  byte[] outboxFrom(LiveTurn live, long offset) {
    return stores.outbox().bytesFrom(live.session().id(), live.turn().number(), offset);
  }

  boolean outboxEnded(LiveTurn live) {
    return stores.outbox().hasEnded(live.session().id(), live.turn().number());
  }

  /** Says on the session that a stop could not prove its tree dead. */
  void warnUnproven(LiveTurn live, StopOutcome.Unproven unproven) {
    stores.transactions().write(() -> warnings.unproven(live.session().id(), unproven));
  }
}
