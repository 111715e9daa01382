package dev.orch.session;

import dev.orch.api.event.EventPayload;
import dev.orch.api.event.FollowUpPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.schedule.Wish;
import dev.orch.domain.session.FollowUp;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Turn;
import dev.orch.store.Lookup;
import dev.orch.store.Stores;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a person may still do with messages that wait. One that was handed to the running agent is
 * no longer theirs: nobody knows yet whether it takes it.
 *
 * <p>Both verbs take {@code withCommit}, which is called inside their commit.
 */
public final class KeptFollowUps {
  private final Stores stores;
  private final SessionLedger ledger;

  /** Over these stores. */
  KeptFollowUps(Stores stores, SessionLedger ledger) {
    this.stores = stores;
    this.ledger = ledger;
  }

  /**
   * Other words for a message.
   *
   * @param version of the message that was read; null for whichever it has
   */
  public record Edit(String message, @Nullable Long version) {
    private boolean fits(FollowUp kept) {
      return version == null || version == kept.version();
    }
  }

  /**
   * Gives a message that waits other words; with the same ones it changes its version alone.
   *
   * @param given its id, or the beginning of one
   * @throws NotFoundException if the session has none
   * @throws FollowUpDeliveredException if an agent has it
   * @throws FollowUpChangedException if it has another version
   */
  public FollowUp edit(
      SessionId id, String given, Edit wanted, Consumer<FollowUp> withCommit, Actor actor) {
    return stores
        .transactions()
        .write(() -> {
          FollowUp kept = require(id, given);
          if (!wanted.fits(kept)
              || !stores.followUps().edit(kept.id(), kept.version(), wanted.message())) {
            throw new FollowUpChangedException(kept);
          }
          say(
              id,
              EventType.FOLLOW_UP_EDITED,
              new FollowUpPayload.Edited(kept.id(), wanted.message()),
              actor);
          FollowUp edited = require(id, kept.id());
          withCommit.accept(edited);
          return edited;
        });
  }

  /**
   * Takes a message away that waits; a session that was queued for it alone waits for nothing more.
   * The comments of a review that it was made of are in the draft again.
   *
   * @param given its id, or the beginning of one
   * @throws NotFoundException if the session has none
   * @throws FollowUpDeliveredException if an agent has it
   */
  public void withdraw(SessionId id, String given, Runnable withCommit, Actor actor) {
    stores
        .transactions()
        .write(() -> {
          FollowUp kept = require(id, given);
          stores.followUps().withdraw(kept.id());
          stores.comments().takeBack(id, kept.id());
          leaveQueue(id);
          say(id, EventType.FOLLOW_UP_WITHDRAWN, new FollowUpPayload.Withdrawn(kept.id()), actor);
          withCommit.run();
        });
  }

  private void leaveQueue(SessionId id) {
    boolean forNothing =
        stores.followUps().listKept(id).isEmpty()
            && stores
                .queue()
                .find(id)
                .filter(entry -> entry.wish().ground() == Wish.Ground.MESSAGES)
                .isPresent();
    if (forNothing) {
      stores.queue().remove(id);
    }
  }

  private void say(SessionId id, EventType type, EventPayload payload, Actor actor) {
    Session session = ledger.touch(id);
    ledger.append(session, session.progress().turnCount(), type, actor, payload);
  }

  private FollowUp require(SessionId id, String given) {
    List<FollowUp> kept = stores.followUps().listKept(id);
    FollowUp found =
        Lookup.find(
                given,
                exact -> kept.stream().filter(one -> one.id().equals(exact)).findFirst(),
                (prefix, limit) ->
                    kept.stream()
                        .map(FollowUp::id)
                        .filter(one -> one.startsWith(prefix))
                        .limit(limit)
                        .toList())
            .orElseThrow(() -> missing(id, given));
    if (isOffered(id, found)) {
      throw new FollowUpDeliveredException(found.id(), "was handed to the agent");
    }
    return found;
  }

  private boolean isOffered(SessionId id, FollowUp message) {
    return stores
        .turns()
        .findLatest(id)
        .filter(Turn::isOpen)
        .map(turn -> stores.followUps().listOffered(id, turn.number()))
        .filter(offered -> offered.stream().anyMatch(one -> one.id().equals(message.id())))
        .isPresent();
  }

  private RuntimeException missing(SessionId id, String given) {
    return stores.followUps().isDelivered(id, given)
        ? new FollowUpDeliveredException(given, "was delivered")
        : new NotFoundException(NotFoundException.Thing.FOLLOW_UP, given, List.of());
  }
}
