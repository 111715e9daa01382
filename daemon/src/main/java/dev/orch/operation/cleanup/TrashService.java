package dev.orch.operation.cleanup;

import dev.orch.api.event.TrashPayload;
import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.Sha256;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.NotFoundException;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.session.SessionId;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.Operations;
import dev.orch.operation.PlanJson;
import dev.orch.operation.Reading;
import dev.orch.store.EventFilter;
import dev.orch.store.Lookup;
import dev.orch.store.Page;
import dev.orch.store.StoreClosedException;
import dev.orch.store.Stores;
import dev.orch.worktree.trash.SessionRefs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What deletes left: given back, or removed for good. */
public final class TrashService {
  private static final Logger LOG = LoggerFactory.getLogger(TrashService.class);

  private final Stores stores;
  private final Operations operations;
  private final RestoredBranch branch;
  private final Missing missing;
  private final InstantSource clock;

  /** With everything that it calls. */
  public TrashService(Stores stores, Operations operations, SessionRefs refs, InstantSource clock) {
    this.stores = stores;
    this.operations = operations;
    this.branch = new RestoredBranch(refs);
    this.missing = new Missing(refs);
    this.clock = clock;
  }

  /**
   * Where something is again.
   *
   * @param id of the entry that it was
   * @param branch that it is on
   * @param worktree its folder
   */
  public record Restored(String id, SessionId session, String branch, String worktree) {}

  /**
   * The entry that a user names by its id, its session's, or the beginning of either.
   *
   * @throws NotFoundException if there is none: it says where that is, if that is known
   * @throws OperationRefusedException if the delete is at work that brings it there
   * @throws dev.orch.domain.project.AmbiguousIdException if it may be one of several
   */
  public TrashEntry require(String given) {
    return Lookup.find(given, stores.trash()::find, stores.trash()::idsStartingWith)
        .orElseThrow(() -> new NotInTrash(stores).because(given));
  }

  /** What is at work on the files of sessions, by their ids. */
  public Map<SessionId, Operation> atWork() {
    return stores.operations().listOpen().stream()
        .collect(Collectors.toMap(Operation::session, Function.identity()));
  }

  /**
   * Newest first; null means any. The entries that deletes which are at work are about to make are
   * among them, by when they were asked for.
   */
  public Page<TrashEntry> list(
      @Nullable ProjectId project, @Nullable SessionId session, Page.Request wanted) {
    return stores
        .transactions()
        .read(() ->
            stores
                .trash()
                .list(project, session, wanted)
                .with(
                    listComing(project, session),
                    wanted,
                    entry -> new Page.Key(entry.createdAt(), entry.id())));
  }

  /** Those of them that deletes at work are about to make; null means any. */
  public List<TrashEntry> listComing(@Nullable ProjectId project, @Nullable SessionId session) {
    return stores.operations().listOpen().stream()
        .filter(of(Operation.Kind.DELETE))
        .filter(open -> open.stage() == Operation.Stage.WORKING)
        .filter(open -> project == null || project.equals(open.project()))
        .filter(open -> session == null || session.equals(open.session()))
        .flatMap(open -> coming(open).stream())
        .toList();
  }

  private static Optional<TrashEntry> coming(Operation delete) {
    DeletePlan plan = PlanJson.read(delete.plan().text(), DeletePlan.class);
    return Optional.ofNullable(plan.kept())
        .map(kept ->
            new TrashEntry(
                kept.trashId(),
                delete.session(),
                delete.project(),
                new TrashEntry.Kept(
                    plan.keptBytes(), kept.tree().branch(), Operation.Plan.FORGOTTEN),
                delete.asked().at(),
                Instant.ofEpochMilli(plan.expiresAtMs())));
  }

  /**
   * Makes branch and worktree again; the session stays deleted. Returns once all is back. What
   * ended in the middle goes on, on the same branch, when it is asked for again.
   *
   * @throws OperationFailedException if not all could be given back: it says what is where, and the
   *     entry stays; or if its removal for good has taken something, what it holds or the disk that
   *     it was on is not there, anything stands in its place, or no branch can be made for it:
   *     nothing was changed
   * @throws RepositoryRefusedException if the repository is not there
   * @throws dev.orch.domain.project.RepositoryUnreadableException if git cannot tell before
   *     anything is begun
   * @throws OperationRefusedException if another operation is at work on it
   */
  public void restore(
      TrashEntry entry,
      Actor actor,
      @Nullable String receiptKey,
      Runnable working,
      Consumer<Restored> done) {
    Kept kept = kept(entry);
    Optional<Operation> last = lastLeft(entry);
    if (!kept.home().repository().isThere()) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.MISSING,
          "the repository is not at %s any more: bring it back".formatted(kept.home().topLevel()));
    }
    Kept back =
        Reading.of(
            kept.home().repository().path(),
            () -> {
              requireWhole(entry, kept, last);
              return kept.onBranch(begun(entry).orElseGet(() -> branch.free(entry, kept)));
            });
    begin(
        new Wanted(Operation.Kind.RESTORE, entry, back),
        left -> left.equals(last) ? Optional.empty() : Optional.of(halfGone(entry)),
        actor,
        new Answering(
            receiptKey,
            working,
            () ->
                done.accept(
                    new Restored(
                        entry.id(), entry.session(), back.tree().branch(), back.tree().path()))));
  }

  /**
   * What git holds of it goes last, and all at once.
   *
   * @param last what ended in the middle on the entry
   */
  private void requireWhole(TrashEntry entry, Kept kept, Optional<Operation> last) {
    missing
        .repository(entry.session(), kept)
        .ifPresent(what -> {
          throw new OperationFailedException(what);
        });
    Optional<String> lostRef = missing.ref(entry.session(), kept);
    boolean wasToGo = last.filter(of(Operation.Kind.EMPTY)).isPresent();
    if (wasToGo && (!Remains.hasAllFiles(kept) || lostRef.isPresent())) {
      throw new OperationFailedException(halfGone(entry));
    }
    boolean isHalfBack = last.filter(of(Operation.Kind.RESTORE)).isPresent();
    Optional<String> folder = last.isPresent() ? Optional.empty() : missing.folder(kept);
    folder
        .or(() -> lostRef)
        .or(() -> missing.diskOfPlace(kept))
        .or(() -> isHalfBack ? Optional.empty() : missing.place(kept))
        .ifPresent(what -> {
          throw new OperationFailedException(what);
        });
  }

  private static String halfGone(TrashEntry entry) {
    return "it was being removed for good, and some of it may be gone: orch trash --empty %s ends it"
        .formatted(entry.id());
  }

  /** Of what ended in the middle on the entry the latest: only that one tells what it is by now. */
  private Optional<Operation> lastLeft(TrashEntry entry) {
    return Stream.of(Operation.Kind.RESTORE, Operation.Kind.EMPTY)
        .flatMap(kind -> leftOperation(entry, kind).stream())
        .max(Comparator.comparing(operation -> operation.asked().at()));
  }

  private static Predicate<Operation> of(Operation.Kind kind) {
    return operation -> operation.kind() == kind;
  }

  /** The branch that an earlier restore of it took which ended in the middle. */
  private Optional<String> begun(TrashEntry entry) {
    return left(entry, Operation.Kind.RESTORE)
        .filter(kept -> branch.isStillIts(entry, kept))
        .map(kept -> kept.tree().branch());
  }

  /** What an operation of this kind on the entry was to do that ended in the middle. */
  private Optional<Kept> left(TrashEntry entry, Operation.Kind kind) {
    return leftOperation(entry, kind).map(TrashService::plan);
  }

  private Optional<Operation> leftOperation(TrashEntry entry, Operation.Kind kind) {
    return stores
        .operations()
        .findLeft(entry.session(), kind)
        .filter(operation -> plan(operation).trashId().equals(entry.id()));
  }

  private static Kept plan(Operation operation) {
    return PlanJson.read(operation.plan().text(), Kept.class);
  }

  /** What an operation gave back whose plan is forgotten, as its event tells it. */
  public Restored restored(Operation operation) {
    String session = operation.session().value();
    EventFilter filter =
        new EventFilter(null, session, List.of(EventType.TRASH_RESTORED.wireName()));
    return stores.events().readBefore(filter, Long.MAX_VALUE, 1).stream()
        .map(event -> event.fact().payload())
        .filter(TrashPayload.Restored.class::isInstance)
        .map(TrashPayload.Restored.class::cast)
        .map(told ->
            new Restored(
                told.trashId(),
                operation.session(),
                String.valueOf(told.branch()),
                String.valueOf(told.path())))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Removes an entry for good. Returns once it is gone.
   *
   * @throws OperationFailedException if it could not be removed; or if it is half back in a
   *     repository that is there, the disk is away that it is on, or another repository is in the
   *     place of its own: nothing was changed then
   * @throws OperationRefusedException if another operation is at work on it
   */
  public void empty(TrashEntry entry, Actor actor, Answering answering) {
    Kept kept = kept(entry);
    Optional<String> away = missing.disk(kept).or(() -> missing.repository(entry.session(), kept));
    Optional<String> wouldLoseRest =
        kept.home().repository().isThere() ? Optional.of(halfBack(entry, kept)) : Optional.empty();
    begin(
        new Wanted(Operation.Kind.EMPTY, entry, kept),
        left -> away.or(() -> left.filter(of(Operation.Kind.RESTORE)).flatMap(_ -> wouldLoseRest)),
        actor,
        answering);
  }

  private static String halfBack(TrashEntry entry, Kept kept) {
    return "some of it is back in %s already: orch restore %s brings the rest"
        .formatted(kept.tree().path(), entry.id());
  }

  /**
   * Removes what has expired. What cannot be removed stays and is tried again, as does what is in a
   * repository or a folder that is not there now: it may only be away, with all that is kept in it.
   * What is half back stays until somebody has had the rest.
   */
  public void expire() {
    for (TrashEntry entry : stores.trash().listExpired(clock.instant())) {
      try {
        if (isThere(entry)) {
          empty(entry, Actor.DAEMON, Answering.NOBODY);
        }
      } catch (StoreClosedException closed) {
        throw closed;
      } catch (OperationFailedException | OperationRefusedException | NotFoundException told) {
        LOG.warn("trash={} has expired and stays: {}", entry.id(), told.getMessage());
      } catch (RuntimeException failure) {
        LOG.error("trash={} has expired and stays", entry.id(), failure);
      }
    }
  }

  /** What is half gone is there as long as its repository is. */
  private boolean isThere(TrashEntry entry) {
    Kept kept = kept(entry);
    Optional<Operation> last = lastLeft(entry);
    return kept.home().repository().isThere()
        && last.map(left -> left.kind() == Operation.Kind.EMPTY)
            .orElseGet(() -> Remains.findMissing(kept).isEmpty());
  }

  /** What is to become of an entry. */
  private record Wanted(Operation.Kind kind, TrashEntry entry, Kept kept) {}

  /**
   * Begins it and carries it out.
   *
   * @param refusal by what ended in the middle on the entry, as the unit finds it that begins this;
   *     what the disk has to say was looked at before
   */
  private void begin(
      Wanted wanted,
      Function<Optional<Operation>, Optional<String>> refusal,
      Actor actor,
      Answering answering) {
    TrashEntry entry = wanted.entry();
    String text = PlanJson.write(wanted.kept());
    String hash = Sha256.begin().with(text.getBytes(StandardCharsets.UTF_8)).hex();
    Operation operation =
        stores
            .transactions()
            .write(() -> {
              if (stores.trash().find(entry.id()).isEmpty()) {
                throw new NotFoundException(
                    NotFoundException.Thing.TRASH_ENTRY, entry.id(), List.of());
              }
              refusal
                  .apply(lastLeft(entry))
                  .ifPresent(what -> {
                    throw new OperationFailedException(what);
                  });
              if (wanted.kind() == Operation.Kind.RESTORE) {
                // From here on it comes back: nobody is to go on with removing it.
                stores.operations().forgetLeft(entry.session(), Operation.Kind.EMPTY);
              }
              Operation begun =
                  operations.begin(
                      new Operations.Wanted(
                          wanted.kind(),
                          entry.project(),
                          entry.session(),
                          new Operation.Plan(text, hash)),
                      operations.asked(actor, answering.receiptKey()));
              answering.working().run();
              return begun;
            });
    operations.carryOut(operation, answering.done());
  }

  private static Kept kept(TrashEntry entry) {
    return PlanJson.read(entry.kept().content(), Kept.class);
  }
}
