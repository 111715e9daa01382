package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is answered for the diff of a session. */
class DiffTest extends HandlerFixture {
  private String id = "";
  private Path worktree = Path.of("");

  /** A session whose worktree holds a new file. */
  private void work() throws IOException {
    id = session("x");
    Reply session = client.get("/api/v1/sessions/" + id);
    worktree = Path.of(session.text("/worktree_path"));
    repository.git(
        "worktree", "add", "--quiet", "-b", session.text("/branch"), worktree.toString());
    repository.in(worktree).write("new.txt", "new\n");
  }

  private Reply diff(String query) throws IOException {
    return client.get("/api/v1/sessions/" + id + "/diff" + query);
  }

  private void store(int turn, String patch) throws IOException {
    Path log = Path.of(client.get("/api/v1/sessions/" + id).text("/log_path"));
    Path stored = log.resolveSibling("../artifacts/%s/%d".formatted(id, turn)).normalize();
    Files.createDirectories(stored);
    Files.writeString(stored.resolve("diff.patch"), patch);
  }

  @Test
  void itIsWhatTheWorktreeDiffersBy() throws IOException {
    work();

    assertThat(diff("").raw().text()).contains("+++ b/new.txt");
  }

  @Test
  void aRepositoryThatGitCannotReadIsNoEmptyDiff() throws IOException {
    work();
    store(1, "of before");
    Files.writeString(repository.folder().resolve(".git/worktrees/" + id + "/index"), "broken");

    Reply broken = diff("");

    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.problem()).isEqualTo("repository_unreadable");
    assertThat(broken.text("/detail")).contains(worktree.toString(), "index");
  }

  @Test
  void aWorktreeThatIsGoneIsAnsweredByTheLastStoredDiff() throws IOException {
    work();
    store(1, "of before");
    repository.git("worktree", "remove", "--force", worktree.toString());

    assertThat(diff("").raw().text()).isEqualTo("of before");
  }

  @Test
  void aTurnAfterWhichNothingWasStoredHasNoDiff() throws IOException {
    work();

    Reply none = diff("?turn=1");
    store(1, "of turn 1");

    assertThat(none.status()).isEqualTo(404);
    assertThat(none.problem()).isEqualTo("artifact_not_found");
    assertThat(diff("?turn=1").raw().text()).isEqualTo("of turn 1");
  }

  @Test
  void aSessionThatOnlyReadsHasAnEmptyOne() throws IOException {
    id = client.post("/api/v1/sessions", command("analyze", "")).text("/id");

    assertThat(diff("").raw().bytes()).isEmpty();
    assertThat(diff("?turn=1").raw().bytes()).isEmpty();
  }
}
