package dev.orch.cli.command.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.Canned;
import dev.orch.cli.Screen;
import dev.orch.cli.StubDaemon;
import dev.orch.cli.StubbedSuite;
import dev.orch.cli.Typed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which entries of the trash a person removes for good. */
class TrashCommandTest extends StubbedSuite {
  private static final String LIST = "GET /api/v1/trash";

  @Test
  void theOneThatWasShownGoesWhateverElseBeginsSoByThen() {
    daemon.answer(LIST, 200, Canned.page(entry("t7hq2m9xk4", "k3v9m2p7qd", "null")));
    daemon.answer("DELETE /api/v1/trash/t7hq2m9xk4", 204, "");

    Typed.Result result =
        user.at(Screen.terminal(100)).piping("y\n").run("trash", "--empty", "k3v9");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("t7hq2m9xk4");
    assertThat(removed()).containsExactly("/api/v1/trash/t7hq2m9xk4");
  }

  @Test
  void nothingIsRemovedThatCouldNotBeShown() {
    daemon.answer(LIST, 200, Canned.page(entry("t7hq2m9xk4", "k3v9m2p7qd", "null")));
    daemon.answer("DELETE /api/v1/trash/8w2hx", 204, "");
    daemon.answer("DELETE /api/v1/trash/k3", 204, "");

    for (String given : List.of("8w2hx", "k3")) {
      Typed.Result result = user.run("trash", "--empty", given, "--yes");

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("Not in the trash", given, "orch trash");
    }
    assertThat(removed()).isEmpty();
  }

  @Test
  void whatMayMeanTwoRemovesNone() {
    daemon.answer(
        LIST,
        200,
        Canned.page(
            entry("t7hq2m9xk4", "k3v9m2p7qd", "null"), entry("t7hz8w2hx5", "q7d1c4t8zz", "null")));

    Typed.Result result = user.run("trash", "--empty", "t7h", "--yes");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("t7hq2m9xk4, t7hz8w2hx5");
    assertThat(removed()).isEmpty();
  }

  @Test
  void whatADeleteStillBringsIsNotRemoved() {
    String delete =
        """
        {"kind":"delete","stage":"working","since":"2026-01-01T10:00:00Z"}\
        """;
    daemon.answer(LIST, 200, Canned.page(entry("t7hq2m9xk4", "k3v9m2p7qd", delete)));

    Typed.Result result = user.run("trash", "--empty", "t7hq", "--yes");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("k3v9m2p7qd is still at work");
    assertThat(removed()).isEmpty();
  }

  private List<String> removed() {
    return daemon.requests().stream()
        .filter(seen -> seen.method().equals("DELETE"))
        .map(StubDaemon.Seen::path)
        .toList();
  }

  private static String entry(String id, String session, String operation) {
    return """
    {"id":"%s","session_id":"%s","project_id":"p1p1p1p1p1","kind":"worktree","size_bytes":1500,
     "branch":"orch/claude/my-app/k3v","created_at":"2026-01-01T10:00:00Z",
     "expires_at":"2026-01-31T10:00:00Z","operation":%s}\
    """
        .formatted(id, session, operation);
  }
}
