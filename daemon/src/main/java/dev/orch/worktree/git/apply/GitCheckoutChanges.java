package dev.orch.worktree.git.apply;

import dev.orch.domain.project.RawPath;
import dev.orch.domain.session.SessionId;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeFailedException;
import dev.orch.worktree.checkout.ChangeOutcome;
import dev.orch.worktree.checkout.ChangePlan;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.checkout.KeptPlan;
import dev.orch.worktree.checkout.NotKeptException;
import dev.orch.worktree.checkout.Obstacle;
import dev.orch.worktree.checkout.PathChange;
import dev.orch.worktree.checkout.PathState;
import dev.orch.worktree.checkout.PlanOutdatedException;
import dev.orch.worktree.checkout.SessionChange;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitPlace;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.snapshot.Scratch;
import dev.orch.worktree.trash.HeldFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes changes home by the git command line and single renames. */
public final class GitCheckoutChanges implements CheckoutChanges {
  private final Git git;
  private final KeptFiles kept;
  private final Places places;
  private final Scratch scratch;
  private final HeldFolder.Opener opener;
  private final Runnable betweenSteps;
  private final RepositoryLocks locks;

  /**
   * Where this works beside repositories.
   *
   * @param scratch a folder of ours alone, in the state folder, for the folders of single calls
   * @param runtimeName the name of our folder in a project
   */
  public record Places(Path scratch, String runtimeName) {}

  /**
   * One object for the whole daemon, with the locks of all that works on its repositories.
   *
   * @param betweenSteps is run before each step that changes something; what it throws ends the
   *     call there
   */
  public GitCheckoutChanges(Git git, RepositoryLocks locks, Places places, Runnable betweenSteps) {
    this(git, locks, places, HeldFolder::open, betweenSteps);
  }

  GitCheckoutChanges(
      Git git,
      RepositoryLocks locks,
      Places places,
      HeldFolder.Opener opener,
      Runnable betweenSteps) {
    this.opener = opener;
    this.git = git;
    this.locks = locks;
    this.kept = new KeptFiles(git);
    this.places = places;
    this.scratch = new Scratch();
    this.betweenSteps = betweenSteps;
  }

  /** A plan while its scratch folder is there. */
  private record Planned(
      ChangePlan plan,
      MergedChange merged,
      ApplyPlanner planner,
      FolderFiles checkout,
      BlobIds ids,
      Path scratch) {}

  /** What is done with it. */
  private interface Use<T> {
    T with(Planned planned) throws IOException;
  }

  @Override
  public ChangePlan plan(Repository repository, SessionChange change) {
    return planned(repository, change, Planned::plan);
  }

  private <T> T planned(Repository repository, SessionChange change, Use<T> use) {
    return locks.onRepository(
        repository.commonGitDir(),
        () ->
            scratch.with(
                places.scratch(), folder -> use.with(plannedIn(folder, repository, change))));
  }

  private Planned plannedIn(Path scratch, Repository repository, SessionChange change)
      throws IOException {
    BlobIds ids = BlobIds.like(change.base());
    FolderFiles checkout = recovered(repository, change.session(), ids);
    Optional<ChangePlan> applied =
        undoOf(repository, change.session()).map(commit -> kept.plan(repository, commit));
    MergedChange merged =
        new ChangeMerge(git, repository, scratch)
            .of(change, new TakenVersions(git, kept, repository).find(change.session()));
    ApplyPlanner.Reserved reserved =
        new ApplyPlanner.Reserved(
            places.runtimeName(), git.heldBack(GitPlace.checkout(repository.requireCheckout())));
    ApplyPlanner planner = new ApplyPlanner(git, merged, checkout, reserved, scratch);
    ChangePlan plan = planner.plan(change, applied.orElse(null));
    return new Planned(plan, merged, planner, checkout, ids, scratch);
  }

  private Optional<String> undoOf(Repository repository, SessionId session) {
    return kept.find(repository, KeptFiles.undo(session));
  }

  @Override
  public ChangePlan planUndo(Repository repository, SessionId session) {
    return locks.onRepository(
        repository.commonGitDir(),
        () -> {
          Optional<String> commit = undoOf(repository, session);
          if (commit.isEmpty()) {
            return nothing(session);
          }
          FolderFiles checkout = recovered(repository, session, BlobIds.like(commit.get()));
          return scratch.with(
              places.scratch(),
              folder ->
                  new UndoPlanner(checkout, new HeadFiles(git, repository, folder))
                      .plan(kept.plan(repository, commit.get())));
        });
  }

  private static ChangePlan nothing(SessionId session) {
    return new ChangePlan(
        session,
        ChangePlan.Direction.UNDO,
        List.of(),
        new TreeMap<>(),
        List.of(),
        List.of(),
        Collections.emptySortedSet());
  }

  @Override
  public boolean isApplied(Repository repository, SessionId session) {
    return kept.find(repository, KeptFiles.undo(session)).isPresent();
  }

  @Override
  public KeptPlan keep(Repository repository, SessionChange change, Consumer<ChangePlan> agree) {
    return planned(
        repository,
        change,
        planned -> {
          agree.accept(planned.plan());
          requireFree(planned.plan());
          return new KeptPlan(planned.plan(), stored(repository, planned, change.base()));
        });
  }

  private String stored(Repository repository, Planned planned, String base) {
    try {
      String versions =
          new TakenVersions(git, kept, repository).keep(planned.merged(), base, planned.scratch());
      String commit = store(repository, planned, versions);
      kept.set(repository, KeptFiles.applying(planned.plan().session()), commit);
      return commit;
    } catch (IOException | WorktreeFailedException failure) {
      throw new NotKeptException(failure);
    }
  }

  @Override
  public KeptPlan keepUndo(Repository repository, ChangePlan seen) {
    return locks.onRepository(
        repository.commonGitDir(),
        () -> {
          ChangePlan now = planUndo(repository, seen.session());
          seen.requireSame(now);
          requireFree(now);
          return undoOf(repository, seen.session())
              .map(commit -> new KeptPlan(now, commit))
              .orElseThrow(() -> new PlanOutdatedException(now));
        });
  }

  private static void requireFree(ChangePlan plan) {
    if (!plan.obstacles().isEmpty()) {
      throw new IllegalArgumentException("a plan with obstacles is not carried out");
    }
  }

  /** The commit of all contents that the plan names, and of the plan. */
  private String store(Repository repository, Planned planned, String versions) throws IOException {
    ChangePlan plan = planned.plan();
    RawStore store = new RawStore(git, repository, planned.ids(), planned.scratch());
    Path earlier = Files.createDirectories(planned.scratch().resolve("earlier"));
    Optional<String> before = undoOf(repository, plan.session());
    if (before.isPresent()) {
      store.lay(before.get(), earlier);
    }
    Path folder = Files.createDirectories(planned.scratch().resolve("kept"));
    FolderFiles all = new FolderFiles(folder, planned.ids());
    FolderFiles news = planned.planner().newFiles();
    FolderFiles heads = planned.planner().headFiles();
    for (PathChange change : plan.changes()) {
      for (PathState state : List.of(change.original(), change.old(), change.next())) {
        Optional<RawPath> name = KeptFiles.name(state);
        if (name.isPresent() && all.look(name.get()) instanceof PathState.Absent) {
          Path known = earlier.resolve(name.get().latin());
          FolderFiles made = state.isLike(change.next()) ? news : heads;
          FolderFiles source = state.isLike(change.old()) ? planned.checkout() : made;
          copy(
              Files.exists(known, LinkOption.NOFOLLOW_LINKS) ? known : source.found(change.path()),
              all.at(name.get()));
          requireContent(plan, state, all.look(name.get()));
        }
      }
    }
    Files.writeString(all.at(KeptFiles.PLAN), plan.text());
    return store.keep(folder, versions, "orch: apply of session " + plan.session());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
  }

  /** Somebody may have written to it since it was looked at. */
  private static void requireContent(ChangePlan plan, PathState wanted, PathState copied) {
    if (!KeptFiles.name(wanted).equals(KeptFiles.name(copied))) {
      throw new PlanOutdatedException(plan);
    }
  }

  @Override
  public ChangeOutcome execute(Repository repository, KeptPlan kept) {
    return locks.onRepository(
        repository.commonGitDir(),
        () -> scratch.with(places.scratch(), folder -> execute(repository, kept, folder)));
  }

  private ChangeOutcome execute(Repository repository, KeptPlan todo, Path scratch)
      throws IOException {
    ChangePlan plan = todo.plan();
    SessionId session = plan.session();
    BlobIds ids = BlobIds.like(todo.commit());
    FolderFiles checkout = checkout(repository, ids);
    Stage stage = stage(repository, session, checkout);
    String why = stage.giveBack().orElse("");
    boolean apply = plan.direction() == ChangePlan.Direction.APPLY;
    boolean due = apply || isApplied(repository, session);
    if (due && why.isEmpty()) {
      why = committed(plan, checkout, new HeadFiles(git, repository, scratch));
    }
    if (due && why.isEmpty() && PlanExecution.fits(plan, checkout)) {
      if (apply) {
        betweenSteps.run();
        kept.begin(repository, session, todo.commit());
      }
      Path content = Files.createDirectories(scratch.resolve("content"));
      new RawStore(git, repository, ids, scratch).lay(todo.commit(), content);
      why = write(stage, plan, checkout, new FolderFiles(content, ids));
    }
    // Before its first write an apply names what it replaces.
    boolean begun = !apply || undoOf(repository, session).filter(todo.commit()::equals).isPresent();
    ChangeOutcome found = PlanExecution.outcome(plan, checkout, why, stage.listAside());
    ChangeOutcome outcome = begun ? found : found.withoutWrites();
    betweenSteps.run();
    kept.drop(repository, KeptFiles.applying(session));
    if (!apply && outcome.isComplete()) {
      betweenSteps.run();
      kept.drop(repository, KeptFiles.undo(session));
    }
    return outcome;
  }

  /**
   * Where HEAD has by now what an earlier apply brought and this would replace, in words: that was
   * committed after the plan, which knows nothing of it. Empty for nowhere.
   */
  private static String committed(ChangePlan plan, FolderFiles checkout, HeadFiles head)
      throws IOException {
    List<PathChange> ahead =
        plan.needed().stream()
            .filter(change -> !change.old().isLike(change.original()))
            .filter(change -> !checkout.look(change.path()).isLike(change.next()))
            .toList();
    return head.asFound(ahead).stream()
        .sorted()
        .map(path -> path + ": " + Obstacle.Why.COMMITTED_SINCE.words())
        .collect(Collectors.joining("; "));
  }

  /** What kept a path from being written; empty for nothing, or what somebody changed. */
  private String write(Stage stage, ChangePlan plan, FolderFiles checkout, FolderFiles content)
      throws IOException {
    try {
      return stage.with(
          place -> new PlanExecution(plan, checkout, content, place, betweenSteps).run());
    } catch (WorktreeFailedException failure) {
      return String.valueOf(failure.getMessage());
    }
  }

  private FolderFiles checkout(Repository repository, BlobIds ids) {
    return new FolderFiles(repository.requireCheckout(), ids, opener);
  }

  /** As it is once what a killed call had taken out of the way is back. */
  private FolderFiles recovered(Repository repository, SessionId session, BlobIds ids) {
    FolderFiles checkout = checkout(repository, ids);
    return stage(repository, session, checkout).recovered(checkout);
  }

  @Override
  public List<Path> listAside(Repository repository, SessionId session) {
    if (repository.checkout().isEmpty()) {
      return List.of();
    }
    BlobIds ofNothing = new BlobIds("SHA-1");
    return stage(repository, session, checkout(repository, ofNothing)).listAside();
  }

  private Stage stage(Repository repository, SessionId session, FolderFiles checkout) {
    return new Stage(
        checkout,
        Stage.place(places.runtimeName(), session),
        left ->
            undoOf(repository, session)
                .filter(commit -> kept.holds(repository, commit, left))
                .isPresent());
  }

  @Override
  public void letGo(Repository repository, KeptPlan plan) {
    String ref = KeptFiles.applying(plan.plan().session());
    locks.onRepository(
        repository.commonGitDir(),
        () -> {
          if (kept.find(repository, ref).filter(plan.commit()::equals).isPresent()) {
            kept.drop(repository, ref);
          }
          return ref;
        });
  }

  @Override
  public void forget(Repository repository, SessionId session) {
    kept.drop(repository, KeptFiles.applying(session));
    kept.drop(repository, KeptFiles.undo(session));
    kept.drop(repository, KeptFiles.taken(session));
  }
}
