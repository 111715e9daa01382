package dev.orch.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.project.Slug;
import dev.orch.domain.session.Session;
import dev.orch.domain.session.Warning;
import dev.orch.runtime.ProcessSupervisor;
import dev.orch.runtime.ShortCommand;
import dev.orch.runtime.StopOutcome;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import dev.orch.worktree.Worktrees;
import dev.orch.worktree.git.Git;
import dev.orch.worktree.git.GitWorktrees;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that is ended and leaves what cannot be. */
class UndeadTeardownTest {
  @TempDir Path temp;

  @Test
  void whatCannotBeEndedIsAWarning() throws Exception {
    Path folder = temp.toRealPath();
    GitRepository user = GitRepository.withCommit(folder.resolve("app"), folder.resolve("home"));
    Worktrees worktrees =
        new GitWorktrees(Git.of(GitRepository.environment(folder.resolve("home"))));
    Repository repository = worktrees.open(user.folder());
    Session session = session(user);
    WorktreeRequest request =
        new WorktreeRequest(
            session.id(),
            session.place().folder(),
            new BranchName(String.valueOf(session.place().branch())),
            String.valueOf(session.place().baseCommit()));
    worktrees.create(repository, request, request.base(), Map.of());
    try (SqliteStore store = SqliteStore.open(folder.resolve("orch.db"), folder)) {
      Stores stores = store.stores();
      stores.transactions().write(() -> stores.sessions().insert(session));
      Setup setup =
          new Setup(
              stores,
              new SessionLedger(stores, InstantSource.fixed(Samples.NOON)),
              worktrees,
              _ -> new ShortCommand.Result.TimedOut("", ""),
              powerless(),
              Duration.ofSeconds(1),
              (_, _, _) -> Map.of());
      Setup.Work work =
          new Setup.Work(
              session,
              project(session, repository),
              1,
              Files.createDirectory(folder.resolve("run")));

      assertThat(setup.teardown(work, "release", Duration.ofSeconds(1), () -> false)).isNotNull();

      assertThat(stores.sessions().find(session.id()).orElseThrow().progress().warnings())
          .singleElement()
          .returns(Warning.Code.TREE_NOT_PROVEN_DEAD, Warning::code)
          .extracting(Warning::text)
          .asString()
          .contains("4242");
    }
  }

  private static Session session(GitRepository user) {
    Session sample = new Samples(5).session(Samples.NOON);
    Path runtime = user.folder().resolve(".orchestrator");
    return sample.withPlace(
        new Session.Place(
            "orch/" + sample.id(),
            "main",
            user.commitOf("main"),
            null,
            runtime.resolve("worktrees").resolve(sample.id().value()),
            runtime.resolve("logs/log")));
  }

  private static Project project(Session session, Repository repository) {
    ProjectSettings settings =
        new ProjectSettings(
            Map.of(), List.of(), List.of(), null, "sleep 1000", null, null, null, null);
    return new Project(
        session.assignment().project(),
        new Slug("app"),
        "app",
        repository.path(),
        repository.commonGitDir(),
        "main",
        null,
        settings,
        Samples.NOON,
        Samples.NOON);
  }

  private static ProcessSupervisor powerless() {
    return (ProcessSupervisor)
        Proxy.newProxyInstance(
            ProcessSupervisor.class.getClassLoader(),
            new Class<?>[] {ProcessSupervisor.class},
            (_, _, _) -> new StopOutcome.Unproven(List.of(4242L)));
  }
}
