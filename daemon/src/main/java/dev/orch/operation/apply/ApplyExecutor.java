package dev.orch.operation.apply;

import dev.orch.api.event.CheckoutPayload;
import dev.orch.api.event.EventPayload;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.domain.session.Warning;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.Unfinished;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.ChangeOutcome;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.KeptPlan;
import dev.orch.worktree.checkout.Obstacle;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries out an apply, or its undo. */
public final class ApplyExecutor implements OperationExecutor {
  private static final String HINT = "it is in the session's worktree still: take it from there";
  private final Operation.Kind kind;
  private final CheckoutChanges changes;
  private final Stores stores;
  private final SessionLedger ledger;
  private final InstantSource clock;

  private ApplyExecutor(
      Operation.Kind kind,
      CheckoutChanges changes,
      Stores stores,
      SessionLedger ledger,
      InstantSource clock) {
    this.kind = kind;
    this.changes = changes;
    this.stores = stores;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** One for either kind. */
  public static List<OperationExecutor> both(
      CheckoutChanges changes, Stores stores, SessionLedger ledger, InstantSource clock) {
    return List.of(
        new ApplyExecutor(Operation.Kind.APPLY, changes, stores, ledger, clock),
        new ApplyExecutor(Operation.Kind.UNDO, changes, stores, ledger, clock));
  }

  @Override
  public Operation.Kind kind() {
    return kind;
  }

  @Override
  public Ending execute(Operation operation) {
    Project project =
        stores
            .projects()
            .find(operation.project())
            .orElseThrow(() -> new OperationFailedException("its project is not registered"));
    Repository repository = new Repository(project.path(), project.commonGitDir());
    KeptPlan kept = StoredPlan.read(operation);
    try {
      ChangeOutcome outcome = execute(repository, kept);
      if (!outcome.isComplete()) {
        throw failure(outcome);
      }
      return () -> end(operation, outcome.written().size(), kept.plan().leftOut());
    } catch (OperationFailedException failure) {
      offerUndo(repository, operation.session(), failure);
      throw failure;
    }
  }

  /** What may be written although it failed can be undone, as soon as that is kept. */
  private void offerUndo(
      Repository repository, SessionId session, OperationFailedException failure) {
    if (kind != Operation.Kind.APPLY) {
      return;
    }
    try {
      if (changes.isApplied(repository, session)) {
        boolean nothingNew = failure.written().isEmpty();
        Instant now = clock.instant();
        stores
            .transactions()
            .write(() -> {
              ledger.change(
                  session,
                  it -> nothingNew && it.times().appliedAt() != null ? it : it.withAppliedAt(now));
            });
      }
    } catch (WorktreeFailedException unknown) {
      failure.addSuppressed(unknown);
    }
  }

  /** What cannot be read now is closed in words, too: who asks again has the rest done. */
  private ChangeOutcome execute(Repository repository, KeptPlan kept) {
    try {
      return changes.execute(repository, kept);
    } catch (RuntimeException failure) {
      List<Path> wanted =
          kept.plan().needed().stream().map(change -> change.path().in(repository.path())).toList();
      throw Unfinished.of(
          failure,
          new Unfinished.Found("known to be written", List.of()),
          new Unfinished.Found("not known", wanted));
    }
  }

  private static OperationFailedException failure(ChangeOutcome outcome) {
    String why =
        outcome.why().isEmpty() ? "something in the checkout was changed meanwhile" : outcome.why();
    List<String> written = texts(outcome.written());
    List<String> notWritten = texts(outcome.notWritten());
    return outcome.aside().isEmpty()
        ? new OperationFailedException(why, written, notWritten)
        : OperationFailedException.unfinished(
            "%s; written: %s; not written: %s".formatted(why, written, notWritten),
            written,
            notWritten);
  }

  private static List<String> texts(List<RawPath> paths) {
    return paths.stream().map(RawPath::shown).toList();
  }

  /** What was planned while this was at work is planned again. */
  @Override
  public void failed(Operation operation, OperationFailedException failure) {
    ledger.touch(operation.session());
  }

  private void end(Operation operation, int files, List<Obstacle> leftOut) {
    boolean apply = kind == Operation.Kind.APPLY;
    Instant now = clock.instant();
    Session session =
        ledger.change(operation.session(), it -> it.withAppliedAt(apply ? now : null));
    EventType type = apply ? EventType.CHECKOUT_APPLIED : EventType.CHECKOUT_APPLY_UNDONE;
    EventPayload payload =
        apply ? new CheckoutPayload.Applied(files) : new CheckoutPayload.ApplyUndone(files);
    warn(session.id(), leftOut);
    ledger.append(session, session.progress().turnCount(), type, operation.asked().by(), payload);
  }

  /** Of this apply alone: what an earlier one left out is over. */
  private void warn(SessionId session, List<Obstacle> leftOut) {
    Warning.Code code = Warning.Code.APPLY_LEFT_OUT;
    String text = leftOut.isEmpty() ? "" : words(leftOut);
    ledger.clearWarnings(session, one -> one.code() == code && !one.text().equals(text));
    if (!leftOut.isEmpty()) {
      boolean isHome = leftOut.stream().allMatch(Obstacle::isHome);
      ledger.warn(session, code, text, isHome ? null : HINT);
    }
  }

  private static String words(List<Obstacle> leftOut) {
    Map<Boolean, List<Obstacle>> byHand =
        leftOut.stream().collect(Collectors.partitioningBy(Obstacle::isHome));
    return Stream.of(
            words("not taken home: ", byHand.getOrDefault(false, List.of())),
            words("merged by hand, have a look: ", byHand.getOrDefault(true, List.of())))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String words(String begin, List<Obstacle> some) {
    return some.stream()
        .map(one -> one.path() + ": " + one.why().words())
        .reduce((one, next) -> one + "; " + next)
        .map(all -> begin + all)
        .orElse("");
  }
}
