package dev.orch.operation.release;

import dev.orch.api.event.WorktreePayload;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.SessionId;
import dev.orch.operation.Agreed;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.PlanJson;
import dev.orch.operation.Reading;
import dev.orch.operation.Teardowns;
import dev.orch.operation.Unfinished;
import dev.orch.operation.Unkept;
import dev.orch.session.SessionLedger;
import dev.orch.store.Stores;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeDirtyException;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a worktree's state, then removes its folder. What was agreed to is compared again until the
 * teardown begins, and what nothing would keep is looked for once more before the folder goes; once
 * it is gone, only what is left of it is to be removed.
 */
public final class ReleaseExecutor implements OperationExecutor {
  private final Stores stores;
  private final SessionLedger ledger;
  private final PreservedWorktrees worktrees;
  private final ReleasePlanner planner;
  private final Teardowns teardowns;
  private final InstantSource clock;

  /** With everything that it calls. */
  public ReleaseExecutor(
      Stores stores,
      SessionLedger ledger,
      ReleasePlanner planner,
      Teardowns teardowns,
      InstantSource clock) {
    this.stores = stores;
    this.ledger = ledger;
    this.worktrees = planner.worktrees();
    this.planner = planner;
    this.teardowns = teardowns;
    this.clock = clock;
  }

  @Override
  public Operation.Kind kind() {
    return Operation.Kind.RELEASE;
  }

  @Override
  public boolean runsScript(Operation operation) {
    ReleasePlan plan = PlanJson.read(operation.plan().text(), ReleasePlan.class);
    return teardowns.isDue(operation, plan.teardown());
  }

  /**
   * A worktree that is to go: what is kept of it, and what of the rest may go with it.
   *
   * @param aside whether an earlier try has renamed it
   */
  private record Departing(Preserved kept, Agreed agreed, boolean aside) {
    List<Unkept> others(List<Unkept> now) {
      return aside ? agreed.othersAside(now) : agreed.others(now);
    }
  }

  @Override
  public Ending execute(Operation operation) {
    ReleasePlan plan = PlanJson.read(operation.plan().text(), ReleasePlan.class);
    Session session = ledger.require(operation.session());
    Repository repository = planner.repository(session);
    WorktreeRequest request = ReleasePlanner.request(session);
    Departing departing =
        Files.exists(request.path(), LinkOption.NOFOLLOW_LINKS)
            ? keep(operation, session, plan)
            : leaving(repository, request, plan);
    requirePlace(repository, request);
    giveUp(repository, request, departing);
    return () -> commit(operation, plan.freedBytes());
  }

  /**
   * Once its folder is not in its place any more the worktree is given up, whatever is left of it:
   * the next turn must have it made again from what was kept.
   */
  @Override
  public void failed(Operation operation, OperationFailedException failure) {
    if (failure.isUnfinished()) {
      commit(operation, 0);
    }
  }

  /**
   * What the project's teardown does to its files comes after what was agreed to. Until the folder
   * is gone, what fails has removed nothing, and the next turn makes ready again what was torn
   * down.
   */
  private Departing keep(Operation operation, Session session, ReleasePlan plan) {
    try {
      Repository repository = planner.repository(session);
      WorktreeRequest request = ReleasePlanner.request(session);
      boolean isBegun = teardowns.isBegun(operation);
      if (!isBegun) {
        requireAgreed(session, operation.plan().hash(), plan);
      }
      teardowns.run(operation, plan.teardown());
      // What was begun earlier may be long past: others may have worked there since.
      Agreed planned = new Agreed(plan.unkept());
      Agreed agreed = isBegun ? planned : planned.afterTeardown(unkept(repository, request));
      Preserved kept = worktrees.preserve(repository, request, plan.number());
      requireNothingUnkept(session, agreed, plan.number());
      return new Departing(kept, agreed, false);
    } catch (ReleaseRefusedException refused) {
      throw new OperationFailedException(String.valueOf(refused.getMessage()));
    } catch (RuntimeException failure) {
      throw Unfinished.before(failure);
    }
  }

  /** One that an earlier try has renamed. Once it is given up, what is left of it goes. */
  private Departing leaving(Repository repository, WorktreeRequest request, ReleasePlan plan) {
    Preserved kept = earlier(repository, request, plan.number());
    boolean isGivenUp = isNamed(request.session(), plan.number());
    return new Departing(kept, isGivenUp ? Agreed.all() : new Agreed(plan.unkept()), true);
  }

  /** It was kept before the folder went; a folder that somebody else took was not. */
  private Preserved earlier(Repository repository, WorktreeRequest request, int number) {
    return Reading.of(
            repository.path(), () -> worktrees.find(repository, request.session(), number))
        .orElseThrow(() ->
            new OperationFailedException("the worktree %s is gone".formatted(request.path())));
  }

  /** What an earlier try has kept is stale then: a later one would take it for what is there. */
  private void requireAgreed(Session session, String agreed, ReleasePlan plan) {
    ReleasePlanner.Planned now = planner.planAgain(session, plan.teardown());
    if (!now.preview().planHash().equals(agreed)) {
      boolean worktreeIsThere = now.plan().freedBytes() > 0;
      if (worktreeIsThere) {
        drop(planner.repository(session), session.id(), plan.number());
      }
      throw new OperationFailedException(
          "the worktree of session %s has changed meanwhile; it was left as it is"
              .formatted(session.id()));
    }
  }

  /**
   * What repositories inside of it hold is not kept with it, nor what git cannot read. A teardown
   * takes its time, and one that an earlier daemon began may be long past: what was agreed to says
   * nothing of them by now. What it ignores may go as it was agreed to, and as nothing else.
   */
  private void requireNothingUnkept(Session session, Agreed agreed, int number) {
    Repository repository = planner.repository(session);
    WorktreeRequest request = ReleasePlanner.request(session);
    WorktreeInventory inventory = worktrees.inspect(repository, request);
    List<WorktreeInventory.Obstacle> repositories =
        inventory.obstacles().stream().filter(ReleasePlanner::isRepository).toList();
    Stream<String> others =
        agreed.others(Unkept.lostOf(inventory.items())).stream()
            .filter(item -> repositories.stream().noneMatch(one -> item.at().equals(one.path())))
            .map(ReleaseExecutor::words);
    String inside =
        Stream.of(
                repositories.stream().map(WorktreeInventory.Obstacle::words),
                planner.unreachable(request.path(), inventory).stream(),
                others)
            .flatMap(words -> words)
            .collect(Collectors.joining("; "));
    if (!inside.isEmpty()) {
      drop(repository, session.id(), number);
      throw new OperationFailedException(
          "the worktree of session %s could not be made again as it is: %s; it was left as it is"
              .formatted(session.id(), inside));
    }
  }

  private List<Unkept> unkept(Repository repository, WorktreeRequest request) {
    return Unkept.lostOf(worktrees.inspect(repository, request).items());
  }

  private static String words(Unkept item) {
    return "%s: git does not keep it, and it is not as it was agreed to".formatted(item.at());
  }

  /**
   * A last look, at a folder that nobody finds any more.
   *
   * @throws WorktreeDirtyException if something is in it that would be lost and that nobody has
   *     agreed to: whoever gives it up puts it back in its place then
   */
  private static void requireNothingElse(
      PreservedWorktrees.Leaving last, WorktreeRequest request, Departing departing) {
    List<Unkept> others = departing.others(Unkept.lostOf(last.items()));
    if (others.isEmpty()) {
      return;
    }
    throw new WorktreeDirtyException(
        "the worktree of session %s has changed meanwhile: %s; it was left as it is"
            .formatted(
                request.session(),
                others.stream().map(ReleaseExecutor::words).collect(Collectors.joining("; "))));
  }

  /** A folder that is not there because its disk is away was not given up. */
  private void requirePlace(Repository repository, WorktreeRequest request) {
    Optional<Path> away =
        repository.isThere() ? repository.findAway(request.path()) : Optional.of(repository.path());
    away.ifPresent(place -> {
      throw OperationRefusedException.away(place, kind().wireName());
    });
  }

  /** What the next turn is to make the worktree again from is never stale. */
  private void drop(Repository repository, SessionId session, int number) {
    if (!isNamed(session, number)) {
      worktrees.drop(repository, session, number);
    }
  }

  private boolean isNamed(SessionId session, int number) {
    return stores.releases().find(session).filter(named -> named.number() == number).isPresent();
  }

  private void giveUp(Repository repository, WorktreeRequest request, Departing departing) {
    try {
      worktrees.giveUp(
          repository,
          request,
          departing.kept(),
          last -> requireNothingElse(last, request, departing));
    } catch (WorktreeDirtyException changed) {
      drop(repository, request.session(), departing.kept().number());
      throw new OperationFailedException(String.valueOf(changed.getMessage()));
    } catch (RuntimeException failure) {
      throw stopped(failure, repository, request);
    }
  }

  private RuntimeException stopped(
      RuntimeException failure, Repository repository, WorktreeRequest request) {
    if (Files.exists(request.path(), LinkOption.NOFOLLOW_LINKS)) {
      return Unfinished.before(failure);
    }
    requirePlace(repository, request);
    List<Path> left = new ArrayList<>(Unfinished.atPlace(request.path()));
    left.addAll(worktrees.entries(repository, request.path()));
    return Unfinished.of(
        failure,
        new Unfinished.Found("given up", List.of(request.path())),
        new Unfinished.Found("left", left));
  }

  private void commit(Operation operation, long freedBytes) {
    int number = PlanJson.read(operation.plan().text(), ReleasePlan.class).number();
    stores
        .releases()
        .save(new ReleasedWorktree(operation.session(), number, clock.instant(), false));
    Session session = ledger.touch(operation.session());
    ledger.append(
        session,
        session.progress().turnCount(),
        EventType.WORKTREE_RELEASED,
        operation.asked().by(),
        new WorktreePayload.Released(
            session.place().folder().toString(),
            Preserved.ref(operation.session(), number),
            freedBytes));
  }
}
