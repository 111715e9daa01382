package dev.orch.operation.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.ReleasedWorktree;
import dev.orch.domain.project.RandomIds;
import dev.orch.domain.session.Session;
import dev.orch.operation.StoredWork;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Preserved;
import dev.orch.worktree.PreservedWorktrees;
import dev.orch.worktree.PreservedWorktreesFixture;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import dev.orch.worktree.git.RepositoryLocks;
import dev.orch.worktree.git.apply.GitCheckoutChanges;
import dev.orch.worktree.git.preserve.GitPreservedWorktrees;
import dev.orch.worktree.git.trash.GitSessionRefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the way of a delete, here of a session whose worktree was given up. */
class CleanupPlannerTest extends PreservedWorktreesFixture {
  private final RepositoryLocks locks = new RepositoryLocks();
  private SqliteStore store;
  private Stores stores;
  private CleanupPlanner planner;
  private Session session;
  private Preserved kept;

  private Git git() {
    return Git.of(GitRepository.environment(temp.resolve("home")));
  }

  @Override
  protected Worktrees worktrees(Path home) {
    return new GitWorktrees(git(), locks);
  }

  @Override
  protected PreservedWorktrees preserved() {
    return new GitPreservedWorktrees(git(), locks);
  }

  @BeforeEach
  void giveUp() {
    store = SqliteStore.open(temp.resolve("orch.db"), temp);
    stores = store.stores();
    planner =
        new CleanupPlanner(
            stores,
            preserved,
            new GitSessionRefs(git(), locks),
            new GitCheckoutChanges(
                git(),
                locks,
                new GitCheckoutChanges.Places(temp.resolve("scratch"), ".orchestrator"),
                () -> {}),
            new CleanupPlanner.Settings(
                temp.resolve("runs"), Duration.ofDays(30), Duration.ofMinutes(1)),
            new RandomIds(RandomGeneratorFactory.of("L64X128MixRandom").create(7)),
            InstantSource.fixed(Samples.NOON));
    agent.write("text.txt", "mine\n");
    kept = release();
    session = StoredWork.session(request, temp.resolve("runtime/logs/%s.log".formatted(SESSION)));
    stores
        .transactions()
        .write(() -> {
          stores.projects().insert(StoredWork.project(repository));
          stores.sessions().insert(session);
          stores.releases().save(new ReleasedWorktree(SESSION, kept.number(), Samples.NOON, false));
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Optional<String> hindrance() {
    return Optional.ofNullable(planner.plan(session, false).hindrance());
  }

  @Test
  void nothingIsInTheWayWhileNothingStandsInItsPlace() throws IOException {
    assertThat(hindrance()).isEmpty();
    Files.createDirectories(request.path());
    assertThat(hindrance()).isEmpty();
  }

  @Test
  void filesInItsPlaceAreNotTakenForItsWork() throws IOException {
    Files.createDirectories(request.path().resolve(".idea"));
    Files.writeString(request.path().resolve(".idea/workspace.xml"), "<project/>");

    assertThat(hindrance()).get().asString().contains(request.path() + " again: move it away");
  }

  @Test
  void aWorktreeOfSomebodyElseInItsPlaceIsNotTakenForItsWork() {
    user.git("worktree", "add", "--quiet", request.path().toString(), request.branch().value());

    assertThat(hindrance()).get().asString().contains(request.path() + " again: move it away");
  }

  @Test
  void aFileOfTheCheckoutThatAnApplyHasNotPutBackIsNotForgotten() throws IOException {
    Path stage = Files.createDirectories(user.folder().resolve(".orchestrator/apply/" + SESSION));
    Path taken = Files.writeString(stage.resolve("taken"), "mine\n");

    assertThat(hindrance()).get().asString().contains(taken.toString(), "orch apply " + SESSION);
    Files.delete(taken);
    assertThat(hindrance()).isEmpty();
  }

  @Test
  void theWorktreeThatWasMadeAgainIsItsWorkThoughThatWasNotCommitted() {
    restore(kept);

    assertThat(hindrance()).isEmpty();
    assertThat(planner.plan(session, false).plan().kept()).extracting(Kept::number).isEqualTo(2);
  }
}
