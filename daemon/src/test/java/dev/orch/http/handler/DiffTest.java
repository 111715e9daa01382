package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.session.SessionId;
import dev.orch.http.ApiClient.Reply;
import dev.orch.session.SessionLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is answered for the diff of a session. */
class DiffTest extends HandlerFixture {
  private static final String HEAD = "7".repeat(40);
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

  private Path store(int turn, String patch) throws IOException {
    Path log = Path.of(client.get("/api/v1/sessions/" + id).text("/log_path"));
    Path stored = log.resolveSibling("../artifacts/%s/%d".formatted(id, turn)).normalize();
    Files.createDirectories(stored);
    Files.writeString(stored.resolve("diff.patch"), patch);
    return stored;
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

  /** As it is after the first launch. */
  private void madeOnce() {
    SessionLedger ledger = new SessionLedger(daemon.stores(), InstantSource.system());
    daemon
        .stores()
        .transactions()
        .write(() ->
            ledger.change(
                new SessionId(id), session -> session.withPlace(session.place().withHead(HEAD))));
  }

  @Test
  void aWorktreeThatIsGoneWithAllThatWasStoredIsNoEmptyDiff() throws IOException {
    work();
    madeOnce();
    store(1, "of before");
    repository.git("clean", "-ffdxq");

    Reply gone = diff("");

    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.problem()).isEqualTo("file_gone");
    assertThat(gone.text("/detail")).contains(worktree.toString(), HEAD);
  }

  @Test
  void aRepositoryThatWasMovedIsNoEmptyDiff() throws IOException {
    work();
    madeOnce();
    Files.move(repository.folder(), folder.resolve("elsewhere"));

    Reply gone = diff("");

    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.problem()).isEqualTo("file_gone");
    assertThat(gone.text("/detail")).contains(repository.folder() + " is not there");
  }

  @Test
  void aWorktreeThatWasNeverMadeHasAnEmptyOne() throws IOException {
    id = session("x");

    assertThat(diff("").status()).isEqualTo(200);
    assertThat(diff("").raw().bytes()).isEmpty();
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
  void whatALinkLeadsToIsNoStoredDiff() throws IOException {
    work();
    Path stored = store(1, "somebody's");
    Path elsewhere = Files.move(stored, repository.folder().resolve("elsewhere"));
    Files.createSymbolicLink(stored, elsewhere);

    assertThat(diff("?turn=1").problem()).isEqualTo("artifact_not_found");
  }

  @Test
  void aSessionThatOnlyReadsHasAnEmptyOne() throws IOException {
    id = client.post("/api/v1/sessions", command("analyze", "")).text("/id");

    assertThat(diff("").raw().bytes()).isEmpty();
    assertThat(diff("?turn=1").raw().bytes()).isEmpty();
  }

  @Test
  void whatWasWrittenForOneAnswerIsGoneOnceItBegins() throws IOException {
    work();
    byte[] noise = new byte[8 * 1024 * 1024];
    new Random(1).nextBytes(noise);
    Files.write(worktree.resolve("noise"), noise);
    String head =
        "GET /api/v1/sessions/%s/diff HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                .formatted(id, daemon.port())
            + "Authorization: Bearer %s\r\n\r\n".formatted(daemon.token());

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      assertThat(folder.resolve("state/scratch")).isEmptyDirectory();
    }
  }

  @Test
  void aStoredDiffStays() throws IOException {
    work();
    store(1, "of turn 1");

    for (int i = 0; i < 2; i++) {
      assertThat(diff("?turn=1").raw().text()).isEqualTo("of turn 1");
    }
  }
}
