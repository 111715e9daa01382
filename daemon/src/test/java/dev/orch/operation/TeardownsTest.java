package dev.orch.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.event.Actor;
import dev.orch.domain.operation.Operation;
import dev.orch.domain.project.Project;
import dev.orch.domain.project.ProjectSettings;
import dev.orch.domain.session.Session;
import dev.orch.session.SessionLedger;
import dev.orch.store.Samples;
import dev.orch.store.Stores;
import dev.orch.store.sqlite.SqliteStore;
import dev.orch.worktree.BranchName;
import dev.orch.worktree.Repository;
import dev.orch.worktree.WorktreeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run is what was planned. */
class TeardownsTest {
  private static final Duration USUAL = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final List<Run> runs = new ArrayList<>();
  private SqliteStore store;
  private Teardowns teardowns;
  private Operation operation;

  private record Run(@Nullable String script, Map<String, String> env, Duration atMost) {}

  private final class Remembering implements Teardown {
    @Override
    public boolean isBegun(Session session, Project project, String operation) {
      return false;
    }

    @Override
    public boolean isDue(Session session, Project project, String operation) {
      return project.settings().teardown() != null;
    }

    @Override
    public @Nullable Failure run(
        Session session,
        Project project,
        String operation,
        Duration atMost,
        BooleanSupplier unwanted) {
      ProjectSettings settings = project.settings();
      runs.add(new Run(settings.teardown(), settings.env(), atMost));
      return null;
    }
  }

  @BeforeEach
  void remember() throws IOException {
    store = SqliteStore.open(folder.resolve("orch.db"), folder);
    Stores stores = store.stores();
    SessionLedger ledger = new SessionLedger(stores, InstantSource.fixed(Samples.NOON));
    teardowns = new Teardowns(stores, ledger, new Remembering(), USUAL);
    Path worktree = Files.createDirectory(folder.resolve("worktree"));
    String base = "a".repeat(40);
    Session session =
        StoredWork.session(
            new WorktreeRequest(
                new Samples(1).session(Samples.NOON).id(),
                worktree,
                new BranchName("orch/claude/app/it"),
                base),
            folder.resolve("log"));
    Project bare = StoredWork.project(new Repository(folder, folder.resolve(".git")));
    ProjectSettings settings =
        new ProjectSettings(
            Map.of("A", "now", "B", "later"),
            List.of(),
            List.of(),
            null,
            "later",
            null,
            null,
            null,
            null);
    stores
        .transactions()
        .write(() -> {
          stores
              .projects()
              .insert(bare.with(bare.name(), bare.defaultBranch(), settings, bare.updatedAt()));
          stores.sessions().insert(session);
        });
    operation =
        new Operation(
            "o000000001",
            Operation.Kind.DELETE,
            session.assignment().project(),
            session.id(),
            new Operation.Plan(Operation.Plan.FORGOTTEN, ""),
            new Operation.Asked(Actor.DAEMON, null, Samples.NOON),
            new Operation.Progress(Operation.Stage.WORKING, null, null));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theProjectsSettingsOfTodayAddNothingToIt() {
    PlannedTeardown planned =
        new PlannedTeardown(
            new PlannedTeardown.Script("planned", 1500, List.of("A", "GONE"), List.of()));

    teardowns.run(operation, planned);

    assertThat(runs)
        .containsExactly(new Run("planned", Map.of("A", "now"), Duration.ofMillis(1500)));
  }

  @Test
  void whereNoneWasPlannedNoneIsRun() {
    assertThat(teardowns.isDue(operation, PlannedTeardown.NONE)).isFalse();

    teardowns.run(operation, PlannedTeardown.NONE);

    assertThat(runs).isEmpty();
  }

  @Test
  void aPlanThatDoesNotTellOfItHasTheProjectsOwn() {
    assertThat(teardowns.isDue(operation, null)).isTrue();

    teardowns.run(operation, null);

    assertThat(runs).containsExactly(new Run("later", Map.of("A", "now", "B", "later"), USUAL));
  }
}
