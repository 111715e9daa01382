package dev.orch.operation.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.domain.event.Actor;
import dev.orch.domain.event.EventType;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.operation.Endings;
import dev.orch.operation.OperationFailedException;
import dev.orch.operation.Operations;
import dev.orch.operation.PlanJson;
import dev.orch.operation.StoredWork;
import dev.orch.operation.Teardown;
import dev.orch.operation.Teardowns;
import dev.orch.session.SessionLedger;
import dev.orch.store.EventFilter;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.MortalWorktrees;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.PreservedWorktreesFixture;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import dev.orch.worktree.trash.Movable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worktree is given up and taken back, and the daemon killed between any two steps of both. */
class KilledReleaseTest extends PreservedWorktreesFixture {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final RepositoryLocks locks = new RepositoryLocks();
  private final Endings endings = new Endings();
  private final InstantSource clock = InstantSource.fixed(Samples.NOON);
  private final Set<Path> unreadable = new HashSet<>();
  private Runnable tearDown = () -> {};
  private Runnable beforeGivingUp = () -> {};
  private SqliteStore store;
  private Stores stores;
  private SessionLedger ledger;
  private ReleasePlanner planner;
  private Operations operations;

  /** It writes a file, and is remembered as begun and as done. */
  private final class Writing implements Teardown {
    private Path log(String operation) {
      return temp.resolve("teardown-" + operation);
    }

    @Override
    public boolean isBegun(Session session, Project project, String operation) {
      return Files.exists(log(operation));
    }

    @Override
    public boolean isDue(Session session, Project project, String operation) {
      return true;
    }

    @Override
    public @Nullable Failure run(
        Session session,
        Project project,
        String operation,
        Duration atMost,
        BooleanSupplier unwanted) {
      Path log = log(operation);
      try {
        if (isBegun(session, project, operation) && Files.readString(log).equals("done")) {
          return null;
        }
        endings.before("tear down");
        Files.writeString(log, "begun");
        endings.before("write");
        agent.write("by-teardown", "written\n");
        tearDown.run();
        endings.before("end the teardown");
        Files.writeString(log, "done");
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(Git.of(GitRepository.environment(home)), locks);
  }

  @Override
  protected PreservedWorktrees preserved() {
    Git git = Git.of(GitRepository.environment(temp.resolve("home")));
    return new MortalWorktrees(
        new GitPreservedWorktrees(git, locks),
        step -> {
          if (step.equals("give up")) {
            beforeGivingUp.run();
          }
          endings.before(step);
        });
  }

  @BeforeEach
  void remember() {
    store = SqliteStore.open(temp.resolve("orch.db"), temp);
    stores = store.stores();
    ledger = new SessionLedger(stores, clock);
    Movable movable =
        new Movable(
            new Movable.Access() {
              @Override
              public boolean mayRead(Path path) {
                return !unreadable.contains(path);
              }

              @Override
              public boolean mayEmpty(Path folder) {
                return true;
              }
            });
    planner = new ReleasePlanner(stores, preserved, ReleasePlanner.Copies.NONE, movable, LIMIT);
    operations =
        new Operations(
            stores,
            List.of(
                new ReleaseExecutor(
                    stores,
                    ledger,
                    planner,
                    new Teardowns(stores, ledger, new Writing(), LIMIT),
                    clock)),
            _ -> {},
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)),
            clock);
    stores
        .transactions()
        .write(() -> {
          stores.projects().insert(StoredWork.project(repository));
          stores.sessions().insert(StoredWork.session(request, temp.resolve("log")));
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Operation begun() {
    return begun(planner.plan(ledger.require(SESSION)));
  }

  private Operation begun(ReleasePlanner.Planned planned) {
    Operation.Plan plan =
        new Operation.Plan(PlanJson.write(planned.plan()), planned.preview().planHash());
    return stores
        .transactions()
        .write(() ->
            operations.begin(
                Operations.Wanted.of(Operation.Kind.RELEASE, ledger.require(SESSION), plan),
                operations.asked(Actor.DAEMON, null)));
  }

  private int told(EventType type) {
    EventFilter filter = new EventFilter(null, SESSION.value(), List.of(type.wireName()));
    return stores.events().readBefore(filter, Long.MAX_VALUE, 10).size();
  }

  @Test
  void itIsGivenUpOnceAndComesBackOnceAsItWas() throws Exception {
    agent.write("committed.txt", "own\n").commit("own work");
    agent.write("text.txt", "staged\n").git("add", "text.txt");
    agent.write("text.txt", "unstaged\n").write("new/file", "new\n");
    Files.write(file("not \u00ff text"), new byte[] {0, 1, (byte) 0xff, '\r', '\n'});
    Files.createSymbolicLink(file("link"), Path.of("nowhere"));
    String users = checkout();
    Operation release = begun();

    endings.endedAnywhere(
        () -> operations.carryOut(release, () -> endings.before("commit the answer")));

    assertThat(request.path()).doesNotExist();
    assertThat(told(EventType.WORKTREE_RELEASED)).isEqualTo(1);
    assertThat(stores.operations().hasOpen(SESSION)).isFalse();

    ReleasedWorktrees released = new ReleasedWorktrees(worktrees, preserved, stores, ledger);
    endings.endedAnywhere(() -> released.create(repository, request, request.base(), Map.of()));

    assertThat(told(EventType.WORKTREE_RESTORED)).isEqualTo(1);
    assertThat(stores.releases().find(SESSION)).isEmpty();
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
    assertThat(agent.git("status", "--porcelain", "-z").split("\0", -1))
        .contains("MM text.txt", "?? by-teardown", "?? link", "?? new/");
    assertThat(agent.git("show", ":text.txt")).isEqualTo("staged\n");
    assertThat(file("not \u00ff text"))
        .hasBinaryContent(new byte[] {0, 1, (byte) 0xff, '\r', '\n'});
    assertThat(file("by-teardown")).hasContent("written\n");
    assertThat(checkout()).isEqualTo(users);
  }

  private void tearingDown(String script) {
    Project project = StoredWork.project(repository);
    ProjectSettings settings =
        new ProjectSettings(Map.of(), List.of(), List.of(), null, script, null, null, null, null);
    stores
        .transactions()
        .write(() ->
            stores
                .projects()
                .replace(
                    project.with(project.name(), project.defaultBranch(), settings, Samples.NOON)));
  }

  @Test
  void aPlanThatDoesNotTellOfATeardownIsCarriedOut() {
    tearingDown("make down");
    Operation release = begun(planner.planAgain(ledger.require(SESSION), null));
    assertThat(release.plan().text()).doesNotContain("make down");

    operations.carryOut(release, () -> {});

    assertThat(request.path()).doesNotExist();
  }

  @Test
  void anotherScriptThanTheOneThatWasPlannedChangesNothingAboutIt() {
    tearingDown("make down");
    Operation release = begun();
    tearingDown("make all");

    operations.carryOut(release, () -> {});

    assertThat(request.path()).doesNotExist();
  }

  @Test
  void aFolderThatGitCannotReadHindersItBeforeTheFolderGoes() {
    agent.write("locked/secret", "s\n");
    unreadable.add(file("locked"));

    assertThatThrownBy(this::begun)
        .isInstanceOf(ReleaseRefusedException.class)
        .hasMessageContaining(file("locked") + " cannot be read");
  }

  @Test
  void aFolderThatGitCannotReadAfterTheTeardownKeepsTheWorktree() {
    agent.write("locked/secret", "s\n");
    tearDown = () -> unreadable.add(file("locked"));
    Operation release = begun();

    assertThatThrownBy(() -> operations.carryOut(release, () -> {}))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining(file("locked") + " cannot be read");

    assertThat(file("locked/secret")).hasContent("s\n");
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
  }

  @Test
  void aWorktreeThatTheTeardownMakesInsideIsNamedOnce() {
    tearDown = () -> agent.git("worktree", "add", "--quiet", "--detach", "tool/sub");
    Operation release = begun();

    assertThatThrownBy(() -> operations.carryOut(release, () -> {}))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageEndingWith(
            " as it is: tool/sub: it is a worktree of the same repository, which a release does not keep; it was left as it is");
  }

  /** What it writes again, once a person has agreed that it goes, holds up nothing. */
  @Test
  void whatTheTeardownWritesAndGitIgnoresGoesOnlyOnceThatIsAgreedTo() {
    tearDown = () -> agent.write("dump.ignored", "first\n");
    Operation release = begun();

    assertThatThrownBy(() -> operations.carryOut(release, () -> {}))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("dump.ignored");

    assertThat(file("dump.ignored")).hasContent("first\n");
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
    tearDown = () -> agent.write("dump.ignored", "the second\n");
    operations.carryOut(begun(), () -> {});
    assertThat(request.path()).doesNotExist();
  }

  @Test
  void whatGitIgnoresAndIsWrittenWhileNoDaemonIsThereIsNotLost() {
    agent.write("mine.ignored", "1\n");
    Operation release = begun();
    int writing = 1;
    endings.endedBefore(writing, () -> operations.carryOut(release, () -> {}));
    agent.write("mine.ignored", "another\n");

    assertThatThrownBy(() -> operations.carryOut(release, () -> {}))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("mine.ignored");

    assertThat(file("mine.ignored")).hasContent("another\n");
  }

  /** The folder is away for a moment, and back as it was. */
  @Test
  void whatGitIgnoresAndIsWrittenInTheLastMomentIsNotLost() {
    agent.write("build/out", "1\n");
    Operation release = begun();
    beforeGivingUp = () -> agent.write("build/late", "late\n").write("x.ignored", "x\n");

    assertThatThrownBy(() -> operations.carryOut(release, () -> {}))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageContaining("x.ignored");

    assertThat(file("build/late")).hasContent("late\n");
    assertThat(agent.git("status", "--porcelain", "-z")).isEqualTo("?? by-teardown\0");
    assertThat(stores.releases().find(SESSION)).isEmpty();
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
    assertThat(request.path().resolveSibling(SESSION + ".removing")).doesNotExist();
    beforeGivingUp = () -> {};
    operations.carryOut(begun(), () -> {});
    assertThat(request.path()).doesNotExist();
  }

  /** It was kept before, without that: then the worktree stays, and what was kept is not. */
  @Test
  void whatIsWrittenWhileNoDaemonIsThereIsNotLost() {
    Operation release = begun();
    int kept = 4;
    endings.endedBefore(kept, () -> operations.carryOut(release, () -> {}));
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isNotEmpty();
    agent.write("late.txt", "late\n");

    assertThatThrownBy(() -> operations.carryOut(release, () -> {}))
        .isInstanceOf(OperationFailedException.class);

    assertThat(file("late.txt")).hasContent("late\n");
    assertThat(file("by-teardown")).hasContent("written\n");
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
    assertThat(stores.releases().find(SESSION)).isEmpty();
    assertThat(stores.operations().hasOpen(SESSION)).isFalse();
  }
}
