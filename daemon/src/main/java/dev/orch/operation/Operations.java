package dev.orch.operation;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.store.StoreClosedException;
import dev.orch.store.Stores;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins operations and carries them out, whoever asked and whichever daemon it was. Any thread may
 * call it.
 */
public final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  private final Stores stores;
  private final Map<Operation.Kind, OperationExecutor> executors =
      new EnumMap<>(Operation.Kind.class);
  private final Consumer<SessionId> wake;
  private final RandomIds ids;
  private final InstantSource clock;

  /** Ids of those that a thread of this process carries out. */
  private final Set<String> atWork = ConcurrentHashMap.newKeySet();

  /**
   * With one executor for each kind that is served.
   *
   * @param wake lets a session's thread look at the store: a launch may have waited
   */
  public Operations(
      Stores stores,
      List<OperationExecutor> executors,
      Consumer<SessionId> wake,
      RandomIds ids,
      InstantSource clock) {
    this.stores = stores;
    executors.forEach(one -> this.executors.put(one.kind(), one));
    this.wake = wake;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is to begin.
   *
   * @param session its files are meant
   */
  public record Wanted(
      Operation.Kind kind, ProjectId project, SessionId session, Operation.Plan plan) {
    /** For a session that is there. */
    public static Wanted of(Operation.Kind kind, Session session, Operation.Plan plan) {
      return new Wanted(kind, session.assignment().project(), session.id(), plan);
    }
  }

  /** Who asks, now. */
  public Operation.Asked asked(Actor by, @Nullable String receiptKey) {
    return new Operation.Asked(by, receiptKey, clock.instant());
  }

  /**
   * Commits a plan, inside the unit of the caller, who then {@linkplain #carryOut carries it out}
   * outside of it.
   *
   * @throws OperationRefusedException if the session has a turn that has not ended or an operation
   *     that is open, or if it is an apply and one of the project is; nothing was changed
   */
  public Operation begin(Wanted wanted, Operation.Asked asked) {
    if (stores.turns().hasOpen(wanted.session())) {
      throw OperationRefusedException.running(wanted.session());
    }
    return insert(wanted, asked, Operation.Stage.WORKING);
  }

  /**
   * As {@link #begin}, for a session whose agent is stopped first: what the caller commits beside
   * it is the stop. {@link #planned} follows, once the turn has ended.
   *
   * @throws OperationRefusedException if the session has an operation that is open
   */
  public Operation beginStopping(Wanted wanted, Operation.Asked asked) {
    return insert(wanted, asked, Operation.Stage.STOPPING);
  }

  /**
   * Gives an operation that was {@linkplain #beginStopping stopping} the plan that it is carried
   * out by, inside the unit of the caller.
   *
   * @throws OperationRefusedException if the session has a turn again
   */
  public Operation planned(Operation stopping, Operation.Plan plan) {
    if (stores.turns().hasOpen(stopping.session())) {
      throw OperationRefusedException.running(stopping.session());
    }
    stores.operations().begin(stopping.id(), plan);
    return stores.operations().find(stopping.id()).orElseThrow();
  }

  /**
   * Closes an operation that is still {@linkplain #beginStopping stopping}, in a unit of its own:
   * nothing was touched. The session stays stopped. Does nothing to one that has its plan or has
   * ended.
   *
   * @param why for a person
   */
  public void abandon(Operation stopping, String why) {
    stores
        .transactions()
        .write(() -> {
          if (isStopping(stopping)) {
            stores.operations().fail(stopping.id(), why, clock.instant());
          }
        });
    wake.accept(stopping.session());
  }

  private boolean isStopping(Operation operation) {
    return stores
        .operations()
        .find(operation.id())
        .filter(now -> now.stage() == Operation.Stage.STOPPING)
        .isPresent();
  }

  private Operation insert(Wanted wanted, Operation.Asked asked, Operation.Stage stage) {
    refuseSecond(wanted);
    Operation operation =
        new Operation(
            ids.next(),
            wanted.kind(),
            wanted.project(),
            wanted.session(),
            wanted.plan(),
            asked,
            new Operation.Progress(stage, null, null));
    stores.operations().insert(operation);
    return operation;
  }

  private void refuseSecond(Wanted wanted) {
    Optional<Operation> open = stores.operations().findOpen(wanted.session());
    if (open.isPresent()) {
      throw OperationRefusedException.open(
          "session " + wanted.session(), open.get().kind().wireName());
    }
    boolean second =
        wanted.kind() == Operation.Kind.APPLY
            && stores.operations().listOpen().stream()
                .anyMatch(other ->
                    other.kind() == Operation.Kind.APPLY
                        && other.project().equals(wanted.project()));
    if (second) {
      throw OperationRefusedException.open("the project", Operation.Kind.APPLY.wireName());
    }
  }

  /** Those that are to be carried out and that nobody is at: something was in the way of them. */
  public List<Operation> listLeft() {
    return stores.operations().listOpen().stream()
        .filter(operation -> operation.stage() == Operation.Stage.WORKING)
        .filter(operation -> !atWork.contains(operation.id()))
        .toList();
  }

  /**
   * Carries an operation out to its end and wakes its session. One that another thread has ended
   * since it was read is not carried out again: its answer is committed, or its failure thrown.
   *
   * @param withCommit called inside the last unit, after all else of it
   * @throws OperationFailedException if it was closed without being done
   * @throws OperationRefusedException if another thread is at it
   * @throws RuntimeException if it could not be ended: it stays open, and the next start goes on
   */
  public void carryOut(Operation operation, Runnable withCommit) {
    try {
      carryOutOnce(operation, withCommit);
    } finally {
      wake.accept(operation.session());
    }
  }

  private void carryOutOnce(Operation seen, Runnable withCommit) {
    if (!atWork.add(seen.id())) {
      throw OperationRefusedException.open("session " + seen.session(), seen.kind().wireName());
    }
    try {
      // What was read before this thread had it may have ended meanwhile.
      Operation now = stores.operations().find(seen.id()).orElse(seen);
      switch (now.stage()) {
        case WORKING -> execute(now, withCommit);
        case DONE -> stores.transactions().write(withCommit);
        case FAILED ->
            throw new OperationFailedException(now.failure().orElse("it was closed undone"));
        case STOPPING ->
            throw new IllegalStateException("operation " + now.id() + " has no plan yet");
      }
    } finally {
      atWork.remove(seen.id());
    }
  }

  private void execute(Operation operation, Runnable withCommit) {
    OperationExecutor executor = executor(operation.kind());
    OperationExecutor.Ending ending;
    try {
      ending = executor.execute(operation);
    } catch (OperationFailedException failure) {
      close(operation, executor, failure);
      throw failure;
    }
    stores
        .transactions()
        .write(() -> {
          stores.operations().finish(operation.id(), clock.instant());
          ending.commit();
          withCommit.run();
        });
    ending.afterCommit();
  }

  private void close(
      Operation operation, OperationExecutor executor, OperationFailedException failure) {
    stores
        .transactions()
        .write(() -> {
          if (failure.isUnfinished()) {
            String why = String.valueOf(failure.getMessage());
            stores.operations().leave(operation.id(), why, clock.instant());
          } else {
            stores.operations().fail(operation.id(), words(failure), clock.instant());
          }
          executor.failed(operation, failure);
        });
  }

  private static String words(OperationFailedException failure) {
    String message = String.valueOf(failure.getMessage());
    return failure.written().isEmpty() && failure.notWritten().isEmpty()
        ? message
        : "%s; written: %s; not written: %s"
            .formatted(message, list(failure.written()), list(failure.notWritten()));
  }

  private static String list(List<String> paths) {
    return paths.isEmpty() ? "none" : String.join(", ", paths);
  }

  /**
   * Carries out what an earlier daemon left open, before any session is settled. What cannot be
   * ended stays open, and says so in the log. Those that wait for their agent to stop are left, and
   * those that a script is to run for. No session is woken: none may go on before it is settled,
   * and what settles them wakes them.
   *
   * @return those with a script: {@link #finishBeside} is given them once sessions are settled
   */
  public List<Operation> finishOpen() {
    List<Operation> withScript = new ArrayList<>();
    for (Operation open : stores.operations().listOpen()) {
      if (open.stage() == Operation.Stage.WORKING) {
        finish(
            open,
            () -> {
              if (executor(open.kind()).runsScript(open)) {
                withScript.add(open);
              } else {
                carryOutOnce(open, () -> {});
              }
            });
      }
    }
    return List.copyOf(withScript);
  }

  /**
   * Carries those out, each by itself: one whose script does not end holds up no other. Returns
   * once all have ended; a thread that is interrupted leaves them to the next daemon.
   */
  public void finishBeside(List<Operation> withScript) {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      withScript.forEach(open -> each.execute(() -> finish(open, () -> carryOut(open, () -> {}))));
    }
  }

  private static void finish(Operation open, Runnable work) {
    try {
      work.run();
    } catch (StoreClosedException _) {
      LOG.debug("operation={} {} is left to the next daemon", open.id(), open.kind());
    } catch (OperationFailedException failure) {
      LOG.warn("operation={} {} was closed: {}", open.id(), open.kind(), failure.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("operation={} {} stays open", open.id(), open.kind(), failure);
    }
  }

  private OperationExecutor executor(Operation.Kind kind) {
    OperationExecutor executor = executors.get(kind);
    if (executor == null) {
      throw new IllegalStateException("nothing carries out " + kind);
    }
    return executor;
  }
}
