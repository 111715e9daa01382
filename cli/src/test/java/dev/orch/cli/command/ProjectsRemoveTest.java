package dev.orch.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a project that is forgotten. */
class ProjectsRemoveTest extends StubbedSuite {
  private static final String PROJECT = "/api/v1/projects/my-app";
  private @TempDir Path folder;

  private void answer(Path runtime, Path worktrees) {
    daemon.answer("GET " + PROJECT, 200, Canned.project("my-app", "/repos/my-app"));
    daemon.answer("DELETE " + PROJECT, 204, "");
    daemon.answer(
        "GET /api/v1/sessions",
        200,
        Canned.page(
            Canned.session("completed", "")
                .replace("/repos/my-app/x.log", runtime + "/logs/x.log")
                .replace("/repos/my-app/.orchestrator/worktrees", worktrees.toString())));
  }

  @Test
  void theFoldersThatStayAreNamed() throws IOException {
    Path runtime = Files.createDirectory(folder.resolve("ours"));
    Path worktrees = Files.createDirectory(folder.resolve("elsewhere"));
    answer(runtime, worktrees);

    Typed.Result result = user.run("projects", "remove", "my-app");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("/repos/my-app", runtime.toString(), worktrees.toString());
    assertThat(daemon.requests("DELETE " + PROJECT)).hasSize(1);
  }

  @Test
  void whatIsNotThereIsNotNamed() {
    Path runtime = folder.resolve("ours");
    answer(runtime, runtime.resolve("worktrees"));

    assertThat(user.run("projects", "remove", "my-app").out()).doesNotContain(runtime.toString());
  }
}
