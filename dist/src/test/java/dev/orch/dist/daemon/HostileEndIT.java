package dev.orch.dist.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a session's work in such a repository: taken home and back, given up and made
 * again, deleted and restored, thrown away for good. Nothing of what is planted runs for us.
 */
class HostileEndIT extends HostileSuite {
  @BeforeEach
  void isRegistered() throws IOException, InterruptedException {
    daemon.api().post("/projects", Map.of("path", repository.toString(), "slug", "my-app")).ok();
  }

  /** The user's own git runs what is planted, which is no news. */
  private void user(String... arguments) throws IOException, InterruptedException {
    assertThat(payloads.executed()).isEmpty();
    List<String> quietly =
        new ArrayList<>(List.of("-c", "commit.gpgSign=false", "-c", "core.fsmonitor=false"));
    quietly.addAll(Arrays.asList(arguments));
    TestRepository.git(repository, quietly.toArray(String[]::new));
    payloads.forget();
  }

  private String planted() throws IOException, InterruptedException {
    String session = begin("implement", "[[ask sh %s]]".formatted(plant()));
    allowed(session);
    awaitState(session, "completed");
    return session;
  }

  private String free() throws IOException, InterruptedException {
    String session = begin("implement", "[[write free.md one]]");
    awaitState(session, "completed");
    return session;
  }

  private Path worktree(String session) throws IOException, InterruptedException {
    return Path.of(daemon.api().get("/sessions/" + session).ok().path("worktree_path").asString());
  }

  private Api.Answer ask(String session, String what) throws IOException, InterruptedException {
    return daemon.api().post("/sessions/%s/%s".formatted(session, what), Map.of());
  }

  private void goOn(String session, String message) throws IOException, InterruptedException {
    post(session, "followup", Map.of("message", message));
    awaitState(session, "completed");
  }

  /** With all that would be lost by it agreed to. */
  private void release(String session) throws IOException, InterruptedException {
    String preview = "/sessions/%s/cleanup-preview?for=release".formatted(session);
    String agreed = daemon.api().get(preview).ok().path("plan_hash").asString();
    post(session, "release", Map.of("plan_hash", agreed));
    assertThat(worktree(session)).doesNotExist();
  }

  private void restore(String session) throws IOException, InterruptedException {
    daemon.api().post("/trash/%s/restore".formatted(session), Map.of()).ok();
  }

  @Test
  void nothingOfItRunsWhileAChangeIsTakenHomeAndBack() throws IOException, InterruptedException {
    String session = free();
    daemon.api().get("/sessions/%s/apply".formatted(session)).ok();
    post(session, "apply", Map.of());
    goOn(session, "[[write free.md two]][[write other.md three]]");
    post(session, "apply", Map.of());
    assertThat(repository.resolve("free.md")).hasContent("two");
    daemon.api().delete("/sessions/%s/apply".formatted(session)).ok();
    assertThat(repository.resolve("free.md")).doesNotExist();
    post(session, "release", Map.of());
    post(session, "apply", Map.of());
    daemon.api().delete("/sessions/%s/apply".formatted(session)).ok();
    assertThat(payloads.executed()).isEmpty();

    String evil = planted();
    Files.writeString(repository.resolve("a.mix"), "1\ntwo\nthree\nfour\nfive\n");
    user("commit", "-q", "-m", "theirs", "a.mix");
    Api.Answer refused = ask(evil, "apply");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().toString()).contains("a.txt", "a.mix");
    assertThat(repository.resolve("a.txt")).hasContent("a\n");
    readAll(evil);
    post(evil, "archive", Map.of());
    daemon.api().post("/doctor/fix", Map.of()).ok();
    assertThat(payloads.executed()).isEmpty();
  }

  @Test
  void nothingOfItRunsWhileAWorktreeIsGivenUpAndMadeAgain()
      throws IOException, InterruptedException {
    String session = planted();
    Api.Answer refused = ask(session, "release");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asString()).contains("nested");
    Path worktree = worktree(session);
    // Neither what is in the way nor settings of its own would come back.
    Path settings = repository.resolve(".git/worktrees/%s/config.worktree".formatted(session));
    assertThat(settings).exists();
    String clear = "[[ask rm -rf nested lib %s && mkdir lib]]".formatted(settings);
    post(session, "followup", Map.of("message", clear));
    allowed(session);
    awaitState(session, "completed");
    release(session);
    readAll(session);
    goOn(session, "[[write more.txt more]]");
    assertThat(worktree.resolve("a.txt")).hasContent("changed\n");
    assertThat(payloads.executed()).isEmpty();

    release(session);
    String branch = daemon.api().get("/sessions/" + session).ok().path("branch").asString();
    user("switch", "-q", branch);
    Files.writeString(repository.resolve("a.mix"), "1\ntwo\nthree\nfour\nfive\n");
    user("commit", "-q", "-m", "theirs", "a.mix");
    user("switch", "-q", "main");
    post(session, "followup", Map.of("message", "[[say more]]"));
    daemon
        .api()
        .await(
            "/sessions/" + session,
            view -> view.path("state").asString().matches("completed|failed"));
    assertThat(payloads.executed()).isEmpty();
  }

  @Test
  void nothingOfItRunsFromTheDeleteToTheEmptiedTrash() throws IOException, InterruptedException {
    String kept = planted();
    Path worktree = worktree(kept);
    daemon.api().get("/sessions/%s/cleanup-preview".formatted(kept)).ok();
    post(kept, "delete", Map.of());
    assertThat(worktree).doesNotExist();
    restore(kept);
    assertThat(worktree.resolve("a.txt")).hasContent("changed\n");
    assertThat(worktree.resolve("nested/inner.txt")).hasContent("inner\n");
    assertThat(worktree.resolve("lib/README.md")).hasContent("changed\n");
    assertThat(payloads.executed()).isEmpty();

    String taken = planted();
    post(taken, "delete", Map.of("delete_branch", true));
    restore(taken);
    String released = free();
    post(released, "release", Map.of());
    post(released, "delete", Map.of("delete_branch", true));
    String thrownAway = planted();
    post(thrownAway, "delete", Map.of("delete_branch", true));
    assertThat(daemon.api().get("/trash").ok().path("items")).hasSize(2);
    daemon.api().delete("/trash/" + thrownAway).ok();
    daemon.api().delete("/trash/" + released).ok();
    assertThat(daemon.api().get("/trash").ok().path("items")).isEmpty();
    daemon.api().get("/doctor").ok();
    daemon.api().post("/doctor/fix", Map.of()).ok();
    assertThat(payloads.executed()).isEmpty();
  }
}
