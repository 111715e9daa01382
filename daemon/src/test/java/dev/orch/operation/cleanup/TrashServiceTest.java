package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.operation.TrashEntry;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.project.RepositoryUnreadableException;
import dev.orch.domain.session.Session;
import dev.orch.operation.Answering;
import dev.orch.operation.OperationExecutor;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.OperationRefusedException;
import dev.orch.operation.Operations;
import dev.orch.operation.PlanJson;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest.Standing;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.trash.GitSessionRefs;
import dev.orch.worktree.trash.SafeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may become of an entry that an earlier operation has left in the middle. */
class TrashServiceTest {
  private static final String BRANCH = "orch/claude/app/it";

  @TempDir Path folder;
  private final Samples samples = new Samples(1);
  private final List<Operation> done = new ArrayList<>();
  private final RandomIds ids =
      new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7));
  private final InstantSource clock = InstantSource.fixed(Samples.NOON);
  private GitRepository user;
  private SqliteStore store;
  private Stores stores;
  private TrashService trash;
  private boolean failing;

  private final class Doing implements OperationExecutor {
    private final Operation.Kind kind;

    Doing(Operation.Kind kind) {
      this.kind = kind;
    }

    @Override
    public Operation.Kind kind() {
      return kind;
    }

    @Override
    public Ending execute(Operation operation) {
      if (failing) {
        throw OperationFailedException.unfinished("the disk failed", List.of(), List.of());
      }
      done.add(operation);
      return () -> {};
    }
  }

  @BeforeEach
  void open() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    user = GitRepository.withCommit(folder.resolve("app"), home);
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    stores = store.stores();
    Operations operations =
        new Operations(
            stores,
            List.of(new Doing(Operation.Kind.RESTORE), new Doing(Operation.Kind.EMPTY)),
            _ -> {},
            ids,
            clock);
    GitSessionRefs refs =
        new GitSessionRefs(Git.of(GitRepository.environment(home)), new RepositoryLocks());
    trash = new TrashService(stores, operations, refs, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path place() {
    return folder.resolve("place");
  }

  /** One that has expired, of which git holds all. */
  private TrashEntry entry() {
    return entry(_ -> List.of());
  }

  private Path folder(String id) {
    return user.folder().resolve(".git/orch/trash").resolve(id);
  }

  /** {@code filled}: the folders of the entry of that id that files were moved into. */
  private TrashEntry entry(Function<String, List<String>> filled) {
    return entry(this::folder, filled);
  }

  /** One beside a worktree that lies elsewhere than its repository. */
  private TrashEntry entryElsewhere() {
    Function<String, Path> place = id -> elsewhere().resolve(id);
    return entry(place, id -> List.of(place.apply(id).toString()));
  }

  private Path elsewhere() {
    return folder.resolve("root/.trash");
  }

  private TrashEntry entry(Function<String, Path> place, Function<String, List<String>> filled) {
    Session session = samples.session(Samples.NOON);
    Repository repository = new Repository(user.folder(), user.folder().resolve(".git"));
    String id = ids.next();
    String tip = user.commitOf("main");
    Kept kept =
        new Kept(
            id,
            place.apply(id).toString(),
            Kept.Home.of(repository),
            new Kept.Tree(place().toString(), BRANCH, tip, tip, false, null, Standing.ON_BRANCH),
            1,
            true,
            filled.apply(id));
    user.git("update-ref", "refs/orch/trash/" + id, user.commitOf("main"));
    user.git("update-ref", Preserved.ref(session.id(), 1), user.commitOf("main"));
    TrashEntry entry =
        new TrashEntry(
            id,
            session.id(),
            session.assignment().project(),
            new TrashEntry.Kept(7, BRANCH, PlanJson.write(kept)),
            Samples.NOON.minusSeconds(2),
            Samples.NOON.minusSeconds(1));
    stores
        .transactions()
        .write(() -> {
          stores.sessions().insert(session);
          stores.trash().insert(entry);
        });
    return entry;
  }

  private void leave(Operation.Kind kind, TrashEntry entry) {
    Operation open = open(kind, entry);
    stores
        .transactions()
        .write(() -> {
          stores.operations().insert(open);
          stores.operations().leave(open.id(), "the disk failed", Samples.NOON);
        });
  }

  private Operation open(Operation.Kind kind, TrashEntry entry) {
    return new Operation(
        ids.next(),
        kind,
        entry.project(),
        entry.session(),
        new Operation.Plan(entry.kept().content(), "hash"),
        new Operation.Asked(Actor.DAEMON, null, Samples.NOON),
        new Operation.Progress(Operation.Stage.WORKING, null, null));
  }

  private void restore(TrashEntry entry) {
    trash.restore(entry, Actor.DAEMON, null, () -> {}, _ -> {});
  }

  @Test
  void whatIsHalfBackIsNotRemovedWhenItsTimeIsOver() {
    TrashEntry halfBack = entry();
    leave(Operation.Kind.RESTORE, halfBack);
    TrashEntry other = entry();

    trash.expire();

    assertThat(done).extracting(Operation::session).containsExactly(other.session());
    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.EMPTY);
  }

  @Test
  void whatIsHalfGoneIsRemovedWhenItsTimeIsOverAndNotGivenBack() {
    TrashEntry halfGone = entry(id -> List.of(folder(id).toString()));
    leave(Operation.Kind.EMPTY, halfGone);

    assertThatThrownBy(() -> restore(halfGone))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("orch trash --empty " + halfGone.id());
    assertThat(done).isEmpty();
    trash.expire();

    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.EMPTY);
  }

  @Test
  void whatGitHoldsAloneIsGivenBackThoughItWasToBeRemoved() {
    TrashEntry whole = entry();
    leave(Operation.Kind.EMPTY, whole);

    restore(whole);

    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.RESTORE);
  }

  @Test
  void whatGitHoldsNoMoreIsNotGivenBack() {
    TrashEntry gone = entry();
    leave(Operation.Kind.EMPTY, gone);
    user.git("update-ref", "-d", "refs/orch/trash/" + gone.id());

    assertThatThrownBy(() -> restore(gone)).isInstanceOf(OperationFailedException.class);
  }

  @Test
  void whatIsOnADiskThatIsAwayIsNotGivenBackUntilTheDiskIsThere() throws IOException {
    TrashEntry away = entryElsewhere();
    Files.createDirectories(elsewhere());

    assertThatThrownBy(() -> restore(away))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(elsewhere().resolve(away.id()) + " is not there");

    assertThat(done).isEmpty();
    assertThat(stores.trash().find(away.id())).isPresent();
    assertThat(user.commitOf("refs/orch/trash/" + away.id())).isNotEmpty();
    Files.createDirectory(elsewhere().resolve(away.id()));
    restore(away);
    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.RESTORE);
  }

  @Test
  void whatIsOnADiskThatIsAwayIsNotRemoved() throws IOException {
    TrashEntry away = entryElsewhere();

    trash.expire();
    assertThatThrownBy(() -> trash.empty(away, Actor.DAEMON, Answering.NOBODY))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(elsewhere() + " is not there");
    Files.createDirectories(elsewhere());
    trash.expire();

    assertThat(done).isEmpty();
    trash.empty(away, Actor.DAEMON, Answering.NOBODY);
    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.EMPTY);
  }

  @Test
  void whatGoesOnOnADiskThatIsAwayStaysOpen() {
    TrashEntry away = entryElsewhere();
    Operation operation = open(Operation.Kind.RESTORE, away);
    SessionLedger ledger = new SessionLedger(stores, clock);
    Burial burial =
        GitBurial.of(new RepositoryLocks(), folder.resolve("home"), folder.resolve("scratch"))
            .burial(_ -> {});

    assertThatThrownBy(() -> TrashExecutor.restoring(stores, ledger, burial).execute(operation))
        .isInstanceOf(OperationRefusedException.class)
        .hasMessageContaining(elsewhere() + " is not there");
    assertThatThrownBy(() -> TrashExecutor.emptying(stores, ledger, burial).execute(operation))
        .isInstanceOf(OperationRefusedException.class);
    assertThat(user.commitOf("refs/orch/trash/" + away.id())).isNotEmpty();
  }

  @Test
  void whatGitHasLostIsNotGivenBackAsIfItHadBeenBefore() {
    TrashEntry withoutTip = entry();
    user.git("update-ref", "-d", "refs/orch/trash/" + withoutTip.id());
    TrashEntry withoutState = entry();
    user.git("update-ref", "-d", Preserved.ref(withoutState.session(), 1));

    assertThatThrownBy(() -> restore(withoutTip))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(
            "update-ref refs/orch/trash/%s %s".formatted(withoutTip.id(), user.commitOf("main")));
    assertThatThrownBy(() -> restore(withoutState))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(Preserved.ref(withoutState.session(), 1));
    assertThat(done).isEmpty();
  }

  @Test
  void nothingIsBegunWhereGitFails() throws IOException {
    TrashEntry entry = entry();
    Files.writeString(user.folder().resolve(".git/packed-refs"), "no refs\n");

    assertThatThrownBy(() -> restore(entry))
        .isInstanceOf(RepositoryUnreadableException.class)
        .hasMessageContaining("packed-refs");
    assertThat(done).isEmpty();
  }

  @Test
  void whatWasToBeRemovedAndIsWholeIsGivenBack() throws IOException {
    TrashEntry whole = entry(id -> List.of(folder(id).toString()));
    leave(Operation.Kind.EMPTY, whole);
    Path inTrash = folder(whole.id());
    Path leaving = Files.createDirectories(SafeRemoval.leaving(inTrash));
    Files.createDirectory(inTrash);
    assertThatThrownBy(() -> restore(whole)).isInstanceOf(OperationFailedException.class);
    Files.delete(leaving);
    Path inTheWay = Files.createDirectories(place().resolve("mine"));
    assertThatThrownBy(() -> restore(whole))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("something stands at " + place());
    Files.delete(inTheWay);

    restore(whole);

    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.RESTORE);
  }

  @Test
  void whatIsHalfBackIsNotRemovedThoughItWasToBeOnce() {
    TrashEntry whole = entry();
    leave(Operation.Kind.EMPTY, whole);
    failing = true;
    assertThatThrownBy(() -> restore(whole)).isInstanceOf(OperationFailedException.class);
    failing = false;

    assertThat(stores.operations().listLeft())
        .extracting(Operation::kind)
        .containsExactly(Operation.Kind.RESTORE);
    assertThatThrownBy(() -> trash.empty(whole, Actor.DAEMON, Answering.NOBODY))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("orch restore " + whole.id());
    assertThat(done).isEmpty();
    restore(whole);

    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.RESTORE);
  }

  @Test
  void whatIsHalfBackInARepositoryThatIsGoneForGoodMayBeRemoved() throws IOException {
    TrashEntry halfBack = entry();
    leave(Operation.Kind.RESTORE, halfBack);
    Files.move(user.folder(), folder.resolve("gone"));

    trash.empty(halfBack, Actor.DAEMON, Answering.NOBODY);

    assertThat(done).extracting(Operation::kind).containsExactly(Operation.Kind.EMPTY);
  }

  @Test
  void theBranchOfWhatIsHalfBackIsTakenOnceItIsCheckedOutThere() {
    TrashEntry halfBack = entry();
    leave(Operation.Kind.RESTORE, halfBack);
    user.git("worktree", "add", "--quiet", "-b", BRANCH, place().toString());
    user.in(place()).commit("went on");

    restore(halfBack);

    assertThat(branch()).isEqualTo(BRANCH);
  }

  @Test
  void theBranchOfWhatIsHalfBackIsNotTakenOnceItIsCheckedOutElsewhere() throws IOException {
    TrashEntry halfBack = entry();
    leave(Operation.Kind.RESTORE, halfBack);
    Path elsewhere = folder.resolve("elsewhere");
    user.git("worktree", "add", "--quiet", "-b", BRANCH, elsewhere.toString());
    user.in(elsewhere).commit("went on");
    Files.createDirectory(place());

    restore(halfBack);

    assertThat(branch()).isEqualTo(BRANCH + "-2");
  }

  private String branch() {
    return PlanJson.read(done.getFirst().plan().text(), Kept.class).tree().branch();
  }
}
