package dev.orch.operation.apply;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.AwayFolder;
import dev.orch.domain.operation.MissingWorktree;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.operation.ShellWord;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.ProjectUnavailableException;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.project.WorktreeUnusableException;
import dev.orch.domain.session.DeletedSession;
import dev.orch.domain.session.IllegalTransitionException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionAction;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.SessionLifecycle;
import dev.orch.domain.session.SessionState;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.Operations;
import dev.orch.operation.Reading;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.UnreadableFilesException;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.KeptPlan;
import dev.orch.worktree.checkout.NotKeptException;
import dev.orch.worktree.checkout.PlanOutdatedException;
import dev.orch.worktree.checkout.SessionChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes sessions' changes into the checkout and back, when a person asks for it. */
public final class ApplyService {
  private final Stores stores;
  private final SessionLedger ledger;
  private final CheckoutChanges changes;
  private final PreservedWorktrees preserved;
  private final Operations operations;

  /** Over operations that know the {@link ApplyExecutor}. */
  public ApplyService(
      Stores stores,
      SessionLedger ledger,
      CheckoutChanges changes,
      PreservedWorktrees preserved,
      Operations operations) {
    this.stores = stores;
    this.ledger = ledger;
    this.changes = changes;
    this.preserved = preserved;
    this.operations = operations;
  }

  /**
   * What an apply would do now.
   *
   * @param hint what to do about what is in the way, where that is not to clear it away
   */
  public record Preview(ChangePlan plan, Optional<String> hint) {}

  /**
   * What an apply would do now. Changes nothing.
   *
   * @param except what is not to come: {@link SessionChange#except}
   * @throws NothingToApplyException if the session has no worktree of its own, is deleted, or has
   *     changed nothing at a path that is not to come
   * @throws NoCheckoutException if the project is bare
   * @throws ProjectUnavailableException if it is not where it was
   * @throws WorktreeUnusableException if the session's worktree is gone, or something in it cannot
   *     be read
   * @throws RepositoryUnreadableException if git cannot tell
   */
  public Preview preview(Session session, Set<String> except) {
    ChangePlan plan =
        reading(session, () -> changes.plan(repository(session), change(session, except)));
    requireKnown(session, except, plan);
    return new Preview(plan, new WayOut(plan, sides(session)).hint());
  }

  /** Who leaves out what is not there has named something else than was meant. */
  private void requireKnown(Session session, Set<String> except, ChangePlan plan) {
    for (String name : except) {
      if (plan.leftOut().stream().noneMatch(one -> SessionChange.isAt(one.path(), name))) {
        throw NothingToApplyException.notAt(plan, name, ledger.actions(session));
      }
    }
  }

  private WayOut.Sides sides(Session session) {
    Optional<Path> worktree =
        stores.releases().findAway(session.id()).isPresent()
            ? Optional.empty()
            : Optional.of(session.place().folder());
    return new WayOut.Sides(
        project(session.assignment().project()).path(),
        Objects.requireNonNull(session.place().baseCommit(), "only work is taken home"),
        worktree);
  }

  /**
   * By what to ask for the rest of an apply that ended in the middle: the same is left out, and
   * agreed to is what one would do now. Empty if that would end otherwise than what was agreed to,
   * cannot be done, or cannot be told. Changes nothing.
   */
  public Optional<Wanted> findAgreed(Operation left) {
    ChangePlan agreed = StoredPlan.read(left).plan();
    try {
      return Optional.of(preview(ledger.require(left.session()), agreed.except()).plan())
          .filter(now -> now.obstacles().isEmpty() && now.hasSameEnd(agreed))
          .map(now -> new Wanted(now.hash(), now.except()));
    } catch (NothingToApplyException
        | NoCheckoutException
        | ProjectUnavailableException
        | WorktreeUnusableException
        | RepositoryUnreadableException _) {
      return Optional.empty();
    }
  }

  /** By what command a person asks for the same as an apply that was begun. */
  public static String command(Operation begun) {
    return WayOut.command(StoredPlan.read(begun).plan(), Set.of());
  }

  /**
   * Applies.
   *
   * @param wanted what of it
   * @throws IllegalTransitionException if the session has not ended, or is deleted
   * @throws NothingToApplyException if there is no change, or none at a path that is not to come
   * @throws NoCheckoutException if the project is bare
   * @throws ProjectUnavailableException if it is not where it was
   * @throws WorktreeUnusableException if the session's worktree is gone, or something in it cannot
   *     be read
   * @throws ApplyRefusedException with the files, if they are in the way or the hash is another's
   * @throws dev.orch.operation.OperationRefusedException if a turn or an operation is at work
   * @throws OperationFailedException if something changed amid it, or if what it replaces cannot be
   *     kept, which it is before anything is written
   */
  public void apply(SessionId id, Wanted wanted, Actor by, Answering answering) {
    Session session = requireAtRest(id, ChangePlan.Direction.APPLY);
    KeptPlan kept =
        keep(
            session,
            () ->
                changes.keep(
                    repository(session),
                    change(session, wanted.except()),
                    plan -> requireAgreed(session, wanted, plan)));
    carryOut(Operation.Kind.APPLY, session, kept, by, answering);
  }

  /**
   * What is asked for.
   *
   * @param planHash of the preview that was agreed to, if there was one
   * @param except what is not to come: {@link SessionChange#except}
   */
  public record Wanted(@Nullable String planHash, Set<String> except) {
    /** Keeps its own copy. */
    public Wanted {
      except = Set.copyOf(except);
    }
  }

  private void requireAgreed(Session session, Wanted wanted, ChangePlan plan) {
    requireKnown(session, wanted.except(), plan);
    String planHash = wanted.planHash();
    if (planHash != null && !planHash.equals(plan.hash())) {
      throw ApplyRefusedException.outdated(plan, sides(session));
    }
    if (plan.changes().isEmpty() && plan.obstacles().isEmpty() && !plan.tellsWhatIsHome()) {
      Set<SessionAction> actions = ledger.actions(session);
      throw plan.leftOut().isEmpty()
          ? NothingToApplyException.unchanged(session.id(), actions)
          : NothingToApplyException.leftOut(plan, actions);
    }
    requireFree(session, plan);
  }

  /**
   * Goes back to before the session's first apply.
   *
   * @throws IllegalTransitionException if the session has not ended, or is deleted
   * @throws NothingToApplyException if nothing was applied
   * @throws NoCheckoutException if the project is bare
   * @throws ProjectUnavailableException if it is not where it was
   * @throws ApplyRefusedException with the files that were edited since
   * @throws dev.orch.operation.OperationRefusedException if a turn or an operation is at work
   * @throws OperationFailedException if something changed amid it
   */
  public void undo(SessionId id, Actor by, Answering answering) {
    Session session = requireAtRest(id, ChangePlan.Direction.UNDO);
    Repository repository = repository(session);
    ChangePlan plan = reading(session, () -> changes.planUndo(repository, id));
    if (!reading(session, () -> changes.isApplied(repository, id))) {
      throw NothingToApplyException.neverApplied(id, ledger.actions(session));
    }
    requireFree(session, plan);
    KeptPlan kept = keep(session, () -> changes.keepUndo(repository, plan));
    carryOut(Operation.Kind.UNDO, session, kept, by, answering);
  }

  private KeptPlan keep(Session session, Supplier<KeptPlan> keep) {
    try {
      return reading(session, keep);
    } catch (PlanOutdatedException e) {
      throw ApplyRefusedException.outdated(e.plan(), sides(session));
    } catch (NotKeptException e) {
      throw new OperationFailedException(String.valueOf(e.getMessage()));
    }
  }

  private void carryOut(
      Operation.Kind kind, Session session, KeptPlan kept, Actor by, Answering answering) {
    operations.carryOut(begin(kind, session, kept, by, answering), answering.done());
  }

  private Operation begin(
      Operation.Kind kind, Session session, KeptPlan kept, Actor by, Answering answering) {
    try {
      return stores
          .transactions()
          .write(() -> {
            requireAtRest(session.id(), kept.plan().direction());
            Operation operation =
                operations.begin(
                    Operations.Wanted.of(kind, session, StoredPlan.of(kept)),
                    operations.asked(by, answering.receiptKey()));
            answering.working().run();
            return operation;
          });
    } catch (OperationRefusedException | IllegalTransitionException refused) {
      letGo(session, kept);
      throw refused;
    }
  }

  /** Unless it is what another request's apply, at work now, has kept as well. */
  private void letGo(Session session, KeptPlan kept) {
    boolean isWanted =
        stores
            .operations()
            .findOpen(session.id())
            .filter(open -> open.kind() == Operation.Kind.APPLY)
            .isPresent();
    if (!isWanted) {
      changes.letGo(repository(session), kept);
    }
  }

  private Session requireAtRest(SessionId id, ChangePlan.Direction asked) {
    Session session = ledger.require(id);
    if (session.state() == SessionState.DELETED) {
      throw new IllegalTransitionException(
          id,
          "session %s is deleted".formatted(id),
          ledger.actions(session),
          afterDelete(session, asked));
    }
    if (!SessionLifecycle.isAtRest(session.state())) {
      throw new IllegalTransitionException(
          id,
          "session %s is %s: it can be taken home once it has ended"
              .formatted(id, session.state().wireName().replace('_', ' ')),
          ledger.actions(session));
    }
    return session;
  }

  /** What it wrote cannot be taken back any more: what that replaced went with the session. */
  private String afterDelete(Session session, ChangePlan.Direction asked) {
    String back = DeletedSession.wayBack(session.id());
    return switch (asked) {
      case APPLY -> back;
      case UNDO ->
          "%s; what it wrote into the checkout is taken back by hand: see git -C %s status, restore what it changed, which takes your own edits of those files too, and remove what it added"
              .formatted(back, checkoutWord(session));
    };
  }

  private String checkoutWord(Session session) {
    return ShellWord.of(project(session.assignment().project()).path().toString());
  }

  private void requireFree(Session session, ChangePlan plan) {
    if (!plan.obstacles().isEmpty()) {
      throw ApplyRefusedException.inTheWay(plan, sides(session));
    }
  }

  /** With a checkout that is there: what there is to apply to. */
  private Repository repository(Session session) {
    Project project = project(session.assignment().project());
    if (project.isBare()) {
      throw new NoCheckoutException(project, session.id());
    }
    Repository repository = new Repository(project.path(), project.commonGitDir());
    if (!repository.isThere()) {
      throw new ProjectUnavailableException(project);
    }
    return repository;
  }

  private Project project(ProjectId id) {
    return stores.projects().find(id).orElseThrow();
  }

  private SessionChange change(Session session, Set<String> except) {
    WorktreeRequest worktree =
        WorktreeRequest.ofWork(session)
            .filter(_ -> session.state() != SessionState.DELETED)
            .orElseThrow(() -> withoutWork(session));
    SessionChange.Source source =
        stores
            .releases()
            .findAway(session.id())
            .map(released -> kept(session, released))
            .orElseGet(() -> inWorktree(session, worktree.path()));
    return new SessionChange(session.id(), worktree.base(), source, except);
  }

  private SessionChange.Source inWorktree(Session session, Path worktree) {
    if (Files.isDirectory(worktree)) {
      return new SessionChange.Source.Worktree(worktree);
    }
    if (!session.hasChange()) {
      throw NothingToApplyException.unchanged(session.id(), ledger.actions(session));
    }
    throw new WorktreeUnusableException(
        "%s: %s; or take what was stored of its change: orch diff %s | git -C %s apply"
            .formatted(
                MissingWorktree.text(session),
                wayBack(session, worktree),
                session.id(),
                checkoutWord(session)));
  }

  /** A turn is refused as long as the disk is away. */
  private String wayBack(Session session, Path worktree) {
    return repository(session)
        .findAway(worktree)
        .map(AwayFolder::text)
        .orElseGet(() -> MissingWorktree.wayBack(session));
  }

  private NothingToApplyException withoutWork(Session session) {
    Set<SessionAction> actions = ledger.actions(session);
    return session.state() == SessionState.DELETED
        ? NothingToApplyException.deleted(session.id(), actions)
        : NothingToApplyException.onlyReads(session.id(), actions);
  }

  private SessionChange.Source kept(Session session, ReleasedWorktree released) {
    Preserved kept = preserved.require(repository(session), session.id(), released.number());
    return new SessionChange.Source.Preserved(kept.snapshot());
  }

  private <T> T reading(Session session, Supplier<T> work) {
    return Reading.of(
        project(session.assignment().project()).path(),
        () -> {
          try {
            return work.get();
          } catch (UnreadableFilesException failure) {
            throw new WorktreeUnusableException(failure);
          }
        });
  }
}
