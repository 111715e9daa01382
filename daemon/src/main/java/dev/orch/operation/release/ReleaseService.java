package dev.orch.operation.release;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.Operations;
import dev.orch.operation.PlanJson;
import dev.orch.operation.Preview;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives up the folder of a session's worktree: the next turn has it made again as it was. */
public final class ReleaseService {
  private final Stores stores;
  private final SessionLedger ledger;
  private final Operations operations;
  private final ReleasePlanner planner;

  /** With everything that it calls. */
  public ReleaseService(
      Stores stores, SessionLedger ledger, Operations operations, ReleasePlanner planner) {
    this.stores = stores;
    this.ledger = ledger;
    this.operations = operations;
    this.planner = planner;
  }

  /**
   * What it would mean.
   *
   * @throws IllegalTransitionException if there is nothing to give up, or its agent may need it
   * @throws ReleaseRefusedException if something is in the way
   */
  public Preview preview(Session session) {
    Optional<Operation.Plan> rest = rest(session.id());
    if (rest.isPresent()) {
      return new Preview(rest.get().hash(), List.of(), freedBytes(rest.get()));
    }
    requireOffered(session);
    return planner.plan(session).preview();
  }

  /**
   * Gives the folder up. A daemon that ends on the way is followed by one that goes on. What ended
   * in the middle goes on when it is asked for again.
   *
   * @param planHash of the preview that a person agreed to; null if nobody was asked
   * @return carries out what is committed, with the project's teardown, and returns once it is
   *     gone; throws an OperationFailedException if something changed meanwhile, or could not be
   *     removed: nothing was, or it says {@linkplain OperationFailedException#isUnfinished in the
   *     middle} what is left. The worktree is given up then
   * @throws IllegalTransitionException if there is nothing to give up, or its agent may need it
   * @throws ReleaseRefusedException if something is in the way, would not come back though nobody
   *     agreed to that, or is not what was agreed to; nothing was changed
   * @throws dev.orch.operation.OperationRefusedException if another operation is at work on it
   */
  public Runnable begin(SessionId id, @Nullable String planHash, Actor by, Answering answering) {
    Operation.Plan plan = rest(id).orElseGet(() -> agreed(ledger.require(id), planHash));
    return begin(id, plan, by, answering);
  }

  /**
   * Removes what an earlier release left that ended in the middle.
   *
   * @throws ReleaseRefusedException if something stands in its place that no turn has made
   * @throws OperationFailedException if the worktree is back since, or more could not be removed
   * @throws dev.orch.operation.OperationRefusedException if another operation is at work on it
   */
  public void finish(SessionId id, Actor by) {
    Operation.Plan rest =
        rest(id)
            .orElseThrow(() ->
                new OperationFailedException(
                    "the worktree of session %s is back: what is left of the old one goes with its next release"
                        .formatted(id)));
    begin(id, rest, by, Answering.NOBODY).run();
  }

  /**
   * What one that ended in the middle was to do, as long as its worktree is away.
   *
   * @throws ReleaseRefusedException if something stands in its place again that no turn has made
   */
  private Optional<Operation.Plan> rest(SessionId id) {
    Optional<Operation.Plan> rest =
        stores
            .operations()
            .findLeft(id, Operation.Kind.RELEASE)
            .map(Operation::plan)
            .filter(plan -> isAway(id, PlanJson.read(plan.text(), ReleasePlan.class).number()));
    if (rest.isPresent()) {
      requireNothingAt(ReleasePlanner.request(ledger.require(id)).path());
    }
    return rest;
  }

  private static void requireNothingAt(Path place) {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new ReleaseRefusedException(
          ReleaseRefusedException.Refusal.HINDERED,
          "the worktree was given up, and something stands at %s again: move it away"
              .formatted(place),
          null);
    }
  }

  private static long freedBytes(Operation.Plan plan) {
    return PlanJson.read(plan.text(), ReleasePlan.class).freedBytes();
  }

  private boolean isAway(SessionId id, int number) {
    return stores
        .releases()
        .findAway(id)
        .filter(released -> released.number() == number)
        .isPresent();
  }

  private Operation.Plan agreed(Session session, @Nullable String planHash) {
    requireOffered(session);
    ReleasePlanner.Planned planned = planner.plan(session);
    refuseUnagreed(planned.preview(), planHash);
    return new Operation.Plan(PlanJson.write(planned.plan()), planned.preview().planHash());
  }

  private Runnable begin(SessionId id, Operation.Plan plan, Actor by, Answering answering) {
    Operation begun =
        stores
            .transactions()
            .write(() -> {
              Session now = ledger.require(id);
              if (rest(id).isEmpty()) {
                requireOffered(now);
              }
              answering.working().run();
              return operations.begin(
                  Operations.Wanted.of(Operation.Kind.RELEASE, now, plan),
                  operations.asked(by, answering.receiptKey()));
            });
    return () -> operations.carryOut(begun, answering.done());
  }

  private static void refuseUnagreed(Preview preview, @Nullable String planHash) {
    if (planHash == null && preview.losesAnything()) {
      throw new ReleaseRefusedException(
          ReleaseRefusedException.Refusal.LOSES_WORK,
          "the worktree holds what would not come back: files that git ignores, or repositories of"
              + " their own",
          preview);
    }
    if (planHash != null && !planHash.equals(preview.planHash())) {
      throw new ReleaseRefusedException(
          ReleaseRefusedException.Refusal.CHANGED,
          "the plan hash is of no preview of the worktree as it is now: it was mistyped, or the"
              + " worktree has changed since",
          preview);
    }
  }

  private void requireOffered(Session session) {
    Set<SessionAction> actions = ledger.actions(session);
    if (!actions.contains(SessionAction.RELEASE)) {
      throw new IllegalTransitionException(session.id(), hindrance(session), actions);
    }
  }

  /** Why it is not offered, and what is to be done. */
  private String hindrance(Session session) {
    SessionId id = session.id();
    if (session.state() == SessionState.DELETED) {
      return "session %s is deleted, and its worktree with it".formatted(id);
    }
    if (!session.place().isWorktree()) {
      return "session %s reads the checkout: it has no worktree to give up".formatted(id);
    }
    if (session.place().branch() == null) {
      return "session %1$s only reads: nothing of its worktree would have to be kept, and it goes with the session: orch delete %1$s"
          .formatted(id);
    }
    if (!SessionLifecycle.isAtRest(session.state())) {
      return "session %1$s is %2$s: its agent may need the worktree; stop it first: orch stop %1$s"
          .formatted(id, session.state().wireName().replace('_', ' '));
    }
    return stores.releases().find(id).isPresent()
        ? "the worktree of session %s is given up already; its next turn has it again".formatted(id)
        : "session %s has no worktree: none was made".formatted(id);
  }
}
