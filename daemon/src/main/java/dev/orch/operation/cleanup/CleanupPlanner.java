package dev.orch.operation.cleanup;

import dev.orch.domain.operation.Count;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.Sha256;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RepositoryRefusedException;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.Turn;
import dev.orch.operation.PlanJson;
import dev.orch.operation.PlannedTeardown;
import dev.orch.operation.Preview;
import dev.orch.operation.Reading;
import dev.orch.operation.Unkept;
import dev.orch.session.SessionPlaces;
import dev.orch.store.Stores;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeInventory;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.checkout.CheckoutChanges;
import dev.orch.worktree.trash.Movable;
import dev.orch.worktree.trash.SessionRefs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a delete would take, and plans it. Changes nothing. */
public final class CleanupPlanner {
  private final Stores stores;
  private final PreservedWorktrees worktrees;
  private final SessionRefs refs;
  private final Settings settings;
  private final InTheWay inTheWay;
  private final RandomIds ids;
  private final InstantSource clock;

  /**
   * Where things are and how long they are kept.
   *
   * @param runs the folder of all runs, in the state folder
   * @param scriptAtMost how long a teardown may take
   */
  public record Settings(Path runs, Duration trashKept, Duration scriptAtMost) {}

  /** Over the stores and git. */
  public CleanupPlanner(
      Stores stores,
      PreservedWorktrees worktrees,
      SessionRefs refs,
      CheckoutChanges changes,
      Settings settings,
      RandomIds ids,
      InstantSource clock) {
    this.stores = stores;
    this.worktrees = worktrees;
    this.refs = refs;
    this.settings = settings;
    Path state = Objects.requireNonNull(settings.runs().getParent());
    Movable movable = new Movable(Movable.Access.ofTheOwnerOf(state));
    this.inTheWay = new InTheWay(stores, worktrees, changes, movable);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A plan with what a person sees of it.
   *
   * @param lasting digest of what the end of a process does not change
   * @param hindrance why it could not be carried out, for a person; null if nothing is in the way
   */
  record Planned(Preview preview, String lasting, DeletePlan plan, @Nullable String hindrance) {}

  /**
   * What a delete would take.
   *
   * @throws RepositoryRefusedException if the session has a worktree and its repository is not
   *     there
   * @throws dev.orch.domain.project.RepositoryUnreadableException if git cannot tell
   */
  public Preview preview(Session session, boolean deletesBranch) {
    return plan(session, deletesBranch).preview();
  }

  /** As {@link #preview}, with the plan. It goes on with a delete that ended in the middle. */
  Planned plan(Session session, boolean deletesBranch) {
    return Reading.of(project(session).path(), () -> read(session, deletesBranch));
  }

  private Planned read(Session session, boolean deletesBranch) {
    Found found = new Found();
    Optional<WorktreeRequest> request = WorktreeRequest.of(session);
    Optional<DeletePlan> earlier = earlier(session);
    boolean deleteBranch = deletesBranch || earlier.filter(DeletePlan::deleteBranch).isPresent();
    @Nullable Kept begun = earlier.map(DeletePlan::kept).orElse(null);
    @Nullable Kept kept = null;
    if (request.isPresent() && (begun != null || mayBeMade(session, request.get()))) {
      kept = worktree(found, project(session), session, request.get(), deleteBranch);
    }
    if (kept != null && begun == null && inTheWay.isAmongArtifactsOnly(session, request.get())) {
      found.gone(request.get());
    }
    if (kept != null && begun != null) {
      kept = kept.goingOnWith(begun);
      found.kept += Sizes.of(Path.of(kept.folder()));
    }
    String lasting = found.digest();
    List<DeletePlan.Removal> removals = removals(found, session);
    process(found, session);
    records(found, session);
    long freed = found.freed;
    DeletePlan plan =
        new DeletePlan(
            kept,
            deleteBranch && found.branchStays.isEmpty(),
            deleteBranch && !found.branchStays.isEmpty() ? found.branchStays : null,
            removals,
            found.kept,
            freed,
            clock.instant().plus(settings.trashKept()).toEpochMilli());
    return new Planned(
        new Preview(found.digest(), found.items, freed), lasting, plan, found.hindrance);
  }

  /** What a delete that ended in the middle was to do. */
  private Optional<DeletePlan> earlier(Session session) {
    return stores
        .operations()
        .findLeft(session.id(), Operation.Kind.DELETE)
        .map(operation -> PlanJson.read(operation.plan().text(), DeletePlan.class));
  }

  /** A daemon that ended while it made the worktree has recorded nothing of it. */
  private boolean mayBeMade(Session session, WorktreeRequest request) {
    if (session.place().headCommit() != null || Sizes.exists(request.path())) {
      return true;
    }
    Project project = project(session);
    Repository repository = new Repository(project.path(), project.commonGitDir());
    return repository.isThere() && refs.tip(repository, request).isPresent();
  }

  private Project project(Session session) {
    return stores.projects().find(session.assignment().project()).orElseThrow();
  }

  private Kept worktree(
      Found found,
      Project project,
      Session session,
      WorktreeRequest request,
      boolean deleteBranch) {
    Repository repository = new Repository(project.path(), project.commonGitDir());
    if (!repository.isThere()) {
      throw new RepositoryRefusedException(
          RepositoryRefusedException.Refusal.MISSING,
          "the repository is not at %s any more: %s".formatted(project.path(), project.wayBack()));
    }
    WorktreeInventory inventory = worktrees.inspect(repository, request);
    Path folder = Kept.trash(repository, session, request.path()).resolve(ids.next());
    boolean holds = Sizes.sameDevice(request.path(), folder);
    Optional<WorktreeInventory.Obstacle> takenWhole =
        Sizes.exists(request.path()) ? TakenWhole.because(inventory, holds) : Optional.empty();
    boolean whole = takenWhole.isPresent();
    @Nullable String tip = refs.tip(repository, request).orElse(null);
    Optional<Path> submodules =
        whole ? Optional.empty() : worktrees.submodules(repository, request);
    PlannedTeardown teardown = PlannedTeardown.of(session, project, settings.scriptAtMost());
    found.teardown(teardown);
    found.worktree(request, inventory, whole, holds);
    found.submodules(submodules);
    found.hindrance =
        inTheWay
            .ofApply(repository, session.id())
            .or(() -> inTheWay.ofDisk(repository, request))
            .or(() -> inTheWay.ofReleased(repository, request, whole))
            .or(() -> inTheWay.ofMoving(request, inventory, whole, submodules))
            .orElse(null);
    found.branchStays =
        deleteBranch
            ? branchStays(repository, request, inventory, takenWhole.filter(_ -> holds))
            : "kept";
    found.branch(session, request, tip, inventory);
    List<String> names = refs.kept(repository, session.id());
    names.forEach(name -> found.add(Preview.Item.kept(Preview.Kind.REF, name, 0)));
    return new Kept(
        Objects.requireNonNull(folder.getFileName()).toString(),
        folder.toString(),
        Kept.Home.of(repository),
        Kept.Tree.of(request, tip, whole)
            .losing(found.lost(request, inventory, whole, holds))
            .after(teardown),
        number(repository, session, !whole && worktrees.isThere(repository, request)),
        holds);
  }

  /**
   * Why the branch stays though it was to go, for a person; nothing if it goes.
   *
   * @param moving why the worktree goes into the trash as it is, and is on it there
   */
  private String branchStays(
      Repository repository,
      WorktreeRequest request,
      WorktreeInventory inventory,
      Optional<WorktreeInventory.Obstacle> moving) {
    if (!inventory.elsewhere().isEmpty()) {
      return "kept: it is checked out in " + inventory.elsewhere().getFirst();
    }
    if (moving.isPresent() && refs.isCheckedOutAt(repository, request)) {
      return "kept: " + moving.get().words();
    }
    boolean isAnothers =
        refs.tip(repository, request).isPresent() && !refs.isOurs(repository, request.session());
    return isAnothers ? "kept: nothing shows any more that it was made for the session" : "";
  }

  /** A new one for what is there; that of a released worktree is the last. */
  private int number(Repository repository, Session session, boolean there) {
    List<Preserved> before = worktrees.list(repository, session.id());
    int last = before.isEmpty() ? 0 : before.getLast().number();
    return there ? last + 1 : last;
  }

  private List<DeletePlan.Removal> removals(Found found, Session session) {
    Path log = session.place().log();
    Path artifacts = SessionPlaces.artifacts(session);
    Path runtime = log.resolveSibling("..").normalize();
    Path output = settings.runs().resolve(session.id().value());
    List<DeletePlan.Removal> removals = new ArrayList<>();
    removals.add(found.removal(Preview.Kind.ARTIFACTS, runtime, artifacts));
    removals.add(found.removal(Preview.Kind.LOG, runtime, log));
    removals.add(found.removal(Preview.Kind.OUTPUT, settings.runs(), output));
    removals.removeIf(removal -> !runtimeIsOurs(session, removal));
    return removals;
  }

  /** A record that names another place is not believed: nothing there is removed. */
  private static boolean runtimeIsOurs(Session session, DeletePlan.Removal removal) {
    return Path.of(removal.root()).getNameCount() > 0
        && Path.of(removal.path()).startsWith(removal.root())
        && removal.path().contains(session.id().value());
  }

  private void process(Found found, Session session) {
    Optional<Turn> open = stores.turns().findLatest(session.id()).filter(Turn::isOpen);
    open.ifPresent(turn -> {
      Long pid = turn.launch().pid();
      found.add(
          Preview.Item.lost(
              Preview.Kind.PROCESS,
              "turn %d%s".formatted(turn.number(), pid == null ? "" : ", process " + pid)));
    });
  }

  private void records(Found found, Session session) {
    found.items.add(
        Preview.Item.kept(
            Preview.Kind.RECORDS,
            "transcript, events and " + Count.of(session.progress().turnCount(), "turn", "turns"),
            0));
  }

  /** What has been found so far. */
  private static final class Found {
    private final List<Preview.Item> items = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private long kept;
    private long freed;
    private @Nullable String hindrance;
    private String branchStays = "";

    void add(Preview.Item item) {
      items.add(item);
      say("%s %s %d %s".formatted(item.kind(), item.path(), item.sizeBytes(), item.lost()));
    }

    void say(String what) {
      said.append(what).append('\0');
    }

    String digest() {
      return Sha256.begin().with(said.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    void worktree(
        WorktreeRequest request, WorktreeInventory inventory, boolean whole, boolean holds) {
      if (inventory.sizeBytes() > 0 || Sizes.exists(request.path())) {
        add(
            new Preview.Item(
                Preview.Kind.WORKTREE,
                request.path().toString(),
                inventory.sizeBytes(),
                whole && !holds,
                false));
      }
      long moving = 0;
      for (WorktreeInventory.Item item : inventory.items()) {
        boolean moves = Burial.moves(item.kind());
        add(
            new Preview.Item(
                Preview.Kind.valueOf(item.kind().name()),
                item.path().shown(),
                item.sizeBytes(),
                moves && !holds,
                !item.path().isText()));
        say(item.modified().toString());
        if (moves) {
          moving += item.sizeBytes();
        }
      }
      kept += whole ? inventory.sizeBytes() : moving;
      freed += whole ? 0 : inventory.sizeBytes() - moving;
    }

    /** What is gone for good with it, as it is: the hash stands for that too. */
    List<Unkept> lost(
        WorktreeRequest request, WorktreeInventory inventory, boolean whole, boolean holds) {
      if (holds) {
        return List.of();
      }
      List<Unkept> lost =
          whole ? TakenWhole.files(request.path()) : Unkept.lostOf(inventory.items());
      lost.forEach(item -> say(item.toString()));
      return lost;
    }

    void gone(WorktreeRequest request) {
      add(
          Preview.Item.lost(
              Preview.Kind.WORKTREE,
              request.path()
                  + " (gone; unless it comes back, what nobody committed is in orch diff alone)"));
    }

    void teardown(PlannedTeardown planned) {
      planned
          .item()
          .ifPresent(item -> {
            add(item);
            say(planned.agreed());
          });
    }

    /** Their folders are listed; what git has of them is kept beside. */
    void submodules(Optional<Path> repositories) {
      long size = repositories.map(Sizes::of).orElse(0L);
      say("submodules " + size);
      kept += size;
    }

    void branch(
        Session session,
        WorktreeRequest request,
        @Nullable String tip,
        WorktreeInventory inventory) {
      say(String.valueOf(tip) + session.place().headCommit());
      if (inventory.commits().unmerged() > 0) {
        add(
            Preview.Item.kept(
                Preview.Kind.COMMITS,
                "%d not merged, %d not pushed"
                    .formatted(inventory.commits().unmerged(), inventory.commits().unpushed()),
                0));
      }
      if (tip != null) {
        String stays = branchStays.isEmpty() ? "" : " (%s)".formatted(branchStays);
        items.add(Preview.Item.kept(Preview.Kind.BRANCH, request.branch() + stays, 0));
        say(branchStays.isEmpty() ? "branch goes" : "");
      }
      inventory
          .elsewhere()
          .forEach(path -> add(Preview.Item.kept(Preview.Kind.CHECKOUT, path.toString(), 0)));
    }

    DeletePlan.Removal removal(Preview.Kind kind, Path root, Path path) {
      long size = Sizes.of(path);
      if (Sizes.exists(path)) {
        add(Preview.Item.kept(kind, path.toString(), size));
        freed += size;
      }
      return new DeletePlan.Removal(root.toString(), path.toString());
    }
  }
}
