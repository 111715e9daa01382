package dev.orch;

import dev.orch.config.DaemonConfig;
import dev.orch.doctor.UnfinishedCleanup;
import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.AtWork;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.SessionId;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.Operations;
import dev.orch.operation.Teardowns;
import dev.orch.operation.apply.ApplyExecutor;
import dev.orch.operation.apply.ApplyService;
import dev.orch.operation.cleanup.Burial;
import dev.orch.operation.cleanup.CleanupPlanner;
import dev.orch.operation.cleanup.DeleteExecutor;
import dev.orch.operation.cleanup.DeleteService;
import dev.orch.operation.cleanup.TrashExecutor;
import dev.orch.operation.cleanup.TrashService;
import dev.orch.operation.cleanup.TrashSweep;
import dev.orch.operation.release.ReleaseExecutor;
import dev.orch.operation.release.ReleasePlanner;
import dev.orch.operation.release.ReleaseService;
import dev.orch.operation.release.ReleasedWorktrees;
import dev.orch.session.SessionLedger;
import dev.orch.session.SessionService;
import dev.orch.setup.Setup;
import dev.orch.store.Stores;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.apply.GitCheckoutChanges;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import dev.orch.worktree.git.trash.GitSessionRefs;
import dev.orch.worktree.trash.Movable;
import dev.orch.worktree.trash.SafeRemoval;
import dev.orch.worktree.trash.SessionRefs;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the composition root that works on files on a person's behalf: takes changes home,
 * gives up worktrees, deletes sessions and keeps the trash.
 */
record FileOperations(
    Stores stores,
    Operations operations,
    Teardowns teardowns,
    ApplyService apply,
    ReleaseService releases,
    DeleteService deletes,
    TrashService trash) {
  private static final Logger LOG = LoggerFactory.getLogger(FileOperations.class);

  /** What is remembered of them. */
  record Memory(Stores stores, SessionLedger ledger, RandomIds ids, InstantSource clock) {}

  /**
   * What they do it with.
   *
   * @param worktrees of everybody, given up or not
   */
  record GitSide(
      Worktrees worktrees,
      PreservedWorktrees preserved,
      SessionRefs refs,
      CheckoutChanges changes) {

    /** By the git command line; one set of locks keeps all of them apart. */
    static GitSide of(Git git, DaemonConfig config, Memory memory) {
      RepositoryLocks locks = new RepositoryLocks();
      PreservedWorktrees preserved = new GitPreservedWorktrees(git, locks);
      GitCheckoutChanges.Places checkouts =
          new GitCheckoutChanges.Places(
              config.stateFolder().resolve("apply"), config.runtimeFolder());
      return new GitSide(
          new ReleasedWorktrees(
              new GitWorktrees(git, locks), preserved, memory.stores(), memory.ledger()),
          preserved,
          new GitSessionRefs(git, locks),
          new GitCheckoutChanges(git, locks, checkouts, () -> {}));
    }
  }

  /** The use cases, and what carries their plans out. */
  static FileOperations over(
      Memory memory,
      GitSide git,
      CleanupPlanner.Settings settings,
      SessionService sessions,
      Setup setup) {
    Stores stores = memory.stores();
    SessionLedger ledger = memory.ledger();
    Path state = Objects.requireNonNull(settings.runs().getParent());
    ReleasePlanner releases =
        new ReleasePlanner(
            stores,
            git.preserved(),
            setup::unchangedCopies,
            new Movable(Movable.Access.ofTheOwnerOf(state)),
            settings.scriptAtMost());
    CleanupPlanner cleanup =
        new CleanupPlanner(
            stores,
            git.preserved(),
            git.refs(),
            git.changes(),
            settings,
            memory.ids(),
            memory.clock());
    Teardowns teardowns =
        new Teardowns(
            stores, ledger, new ProjectTeardown(setup, settings.runs()), settings.scriptAtMost());
    Operations operations =
        new Operations(
            stores,
            executors(memory, git, releases, teardowns),
            sessions::wake,
            memory.ids(),
            memory.clock());
    return new FileOperations(
        stores,
        operations,
        teardowns,
        new ApplyService(stores, ledger, git.changes(), git.preserved(), operations),
        new ReleaseService(stores, ledger, operations, releases),
        new DeleteService(stores, ledger, sessions, operations, cleanup),
        new TrashService(stores, operations, git.refs(), memory.clock()));
  }

  /** Removes the raw output of a session; what cannot be removed stays, and the log says so. */
  static Consumer<SessionId> removingOutput(CleanupPlanner.Settings settings) {
    SafeRemoval removal = new SafeRemoval(settings.runs());
    return session -> {
      try {
        removal.remove(settings.runs().resolve(session.value()));
      } catch (UncheckedIOException failure) {
        LOG.warn("the output of session={} stays: {}", session, failure.getMessage());
      }
    };
  }

  /** What was begun and is not over, for who looks for what is wrong; deletes at work too. */
  List<UnfinishedCleanup.Open> unfinished() {
    Stream<UnfinishedCleanup.Open> working =
        operations.listLeft().stream()
            .map(operation -> open(operation, () -> operations.carryOut(operation, () -> {})));
    Stream<UnfinishedCleanup.Open> stopping =
        deletes().listLeft().stream()
            .map(operation -> open(operation, () -> deletes().goOn(operation)));
    Stream<UnfinishedCleanup.Open> left = stores.operations().listLeft().stream().map(this::left);
    return Stream.of(working, stopping, left, goingOn()).flatMap(all -> all).toList();
  }

  /** Of a session that is being deleted nothing else tells. */
  private Stream<UnfinishedCleanup.Open> goingOn() {
    Set<String> nobodyIsAt =
        Stream.concat(operations.listLeft().stream(), deletes.listLeft().stream())
            .map(Operation::id)
            .collect(Collectors.toSet());
    return stores.operations().listOpen().stream()
        .filter(open -> open.kind() == Operation.Kind.DELETE && !nobodyIsAt.contains(open.id()))
        .map(open ->
            new UnfinishedCleanup.Open(
                AtWork.text(open), about(open), "it ends by itself; " + AtWork.look(open), null));
  }

  /** What ended in the middle goes on when it is asked for again. */
  private UnfinishedCleanup.Open left(Operation operation) {
    SessionId session = operation.session();
    return switch (operation.kind()) {
      case DELETE ->
          again(
              operation,
              () ->
                  deletes
                      .begin(
                          session,
                          new DeleteService.Wanted(false, null, false),
                          Actor.DAEMON,
                          Answering.NOBODY)
                      .run());
      case RESTORE ->
          again(
              operation,
              () ->
                  trash.restore(
                      trash.require(session.value()), Actor.DAEMON, null, () -> {}, _ -> {}));
      case EMPTY ->
          again(
              operation,
              () -> trash.empty(trash.require(session.value()), Actor.DAEMON, Answering.NOBODY));
      case RELEASE -> again(operation, () -> releases.finish(session, Actor.DAEMON));
      case APPLY -> leftApply(operation);
      case UNDO -> again(operation, () -> apply.undo(session, Actor.DAEMON, Answering.NOBODY));
    };
  }

  private static UnfinishedCleanup.Open again(Operation operation, Runnable work) {
    return UnfinishedCleanup.Open.finishing(endedAmid(operation), about(operation), work);
  }

  /** What the session changed since nobody has agreed to. */
  private UnfinishedCleanup.Open leftApply(Operation operation) {
    SessionId session = operation.session();
    return apply
        .findAgreed(operation)
        .map(rest ->
            again(operation, () -> apply.apply(session, rest, Actor.DAEMON, Answering.NOBODY)))
        .orElseGet(() ->
            new UnfinishedCleanup.Open(
                endedAmid(operation),
                about(operation),
                "it would do something else by now; look, and ask for it: "
                    + ApplyService.command(operation),
                null));
  }

  private static String endedAmid(Operation operation) {
    return "%s of session %s ended in the middle: %s"
        .formatted(
            operation.kind().wireName(),
            operation.session(),
            operation.failure().orElse("nobody knows"));
  }

  private static UnfinishedCleanup.Open open(Operation operation, Runnable finish) {
    return UnfinishedCleanup.Open.finishing(
        "a %s of session %s is not finished"
            .formatted(operation.kind().wireName(), operation.session()),
        about(operation),
        finish);
  }

  private static String about(Operation operation) {
    return operation.kind().wireName() + ":" + operation.session();
  }

  private static List<OperationExecutor> executors(
      Memory memory, GitSide git, ReleasePlanner releases, Teardowns teardowns) {
    Stores stores = memory.stores();
    SessionLedger ledger = memory.ledger();
    Burial burial = new Burial(git.worktrees(), git.preserved(), git.refs(), git.changes());
    List<OperationExecutor> all =
        new ArrayList<>(ApplyExecutor.both(git.changes(), stores, ledger, memory.clock()));
    all.add(new ReleaseExecutor(stores, ledger, releases, teardowns, memory.clock()));
    all.add(new DeleteExecutor(stores, ledger, burial, teardowns, memory.clock()));
    all.add(TrashExecutor.restoring(stores, ledger, burial));
    all.add(TrashExecutor.emptying(stores, ledger, burial));
    return all;
  }

  /** What lets go of what has expired in the trash, for a thread of its own. */
  TrashSweep trashSweep() {
    return new TrashSweep(trash::expire, stores.events(), Thread::sleep);
  }
}
