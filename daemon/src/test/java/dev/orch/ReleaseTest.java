package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A worktree that is given up is there again when the session goes on. */
class ReleaseTest {
  @TempDir private Path folder;
  private RealPlane plane;
  private GitRepository user;

  @BeforeEach
  void open() throws IOException {
    plane = RealPlane.open(folder);
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
  }

  @AfterEach
  void close() {
    plane.close();
  }

  private String ended() throws IOException {
    String id = plane.send("implement", "[[write new.txt hello]] [[say done]]");
    plane.await(id, "completed");
    return id;
  }

  private Path worktree(String id) throws IOException {
    return Path.of(plane.session(id).path("worktree_path").asString());
  }

  private String status(String id) throws IOException {
    return user.in(worktree(id))
        .git("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all");
  }

  private ApiClient.Reply release(String id, String body) throws IOException {
    return plane.client().post(ApiPath.RELEASE.with(id), body);
  }

  private long events(String id, String type) throws IOException {
    JsonNode items =
        plane.client().get("/api/v1/events?session=" + id + "&type=" + type).json().path("items");
    return items.size();
  }

  @Test
  void theNextTurnHasItAsItWas() throws IOException {
    String id = ended();
    user.in(worktree(id)).write("README.md", "staged\n").git("add", "README.md");
    user.in(worktree(id)).write("README.md", "unstaged\n");
    String before = status(id);
    String diff = plane.client().get(ApiPath.DIFF.with(id)).raw().text();
    assertThat(RealPlane.actions(plane.session(id))).contains("release");

    ApiClient.Reply released = release(id, "{}");

    assertThat(released.status()).as(released.raw().text()).isEqualTo(200);
    assertThat(released.json().path("released_at").isNull()).isFalse();
    assertThat(RealPlane.actions(released.json())).doesNotContain("release").contains("follow_up");
    assertThat(worktree(id)).doesNotExist();
    assertThat(events(id, "worktree.released")).isEqualTo(1);
    assertThat(plane.client().get(ApiPath.DIFF.with(id)).raw().text()).isEqualTo(diff);
    assertThat(release(id, "{}").problem()).isEqualTo("illegal_transition");

    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));

    assertThat(status(id)).isEqualTo(before);
    assertThat(plane.session(id).path("released_at").isNull()).isTrue();
    assertThat(plane.session(id).path("warnings")).isEmpty();
    assertThat(events(id, "worktree.restored")).isEqualTo(1);
    assertThat(events(id, "worktree.created")).isEqualTo(1);
    assertThat(user.git("for-each-ref", "refs/orch/preserved")).isEmpty();
    assertThat(release(id, "{}").status()).isEqualTo(200);
  }

  @Test
  void itsChangeIsTakenHomeFromWhatIsKept() throws IOException {
    String id = ended();
    String apply = ApiPath.APPLY.with(id);
    String seen = plane.client().get(apply).text("/plan_hash");
    release(id, "{}");
    Path home = folder.resolve("app/new.txt");

    ApiClient.Reply preview = plane.client().get(apply);
    ApiClient.Reply applied = plane.client().post(apply, "{\"plan_hash\":\"%s\"}".formatted(seen));

    assertThat(preview.text("/plan_hash")).as(preview.raw().text()).isEqualTo(seen);
    assertThat(preview.text("/files/0/path")).isEqualTo("new.txt");
    assertThat(applied.status()).as(applied.raw().text()).isEqualTo(200);
    assertThat(home).hasContent("hello");
    assertThat(worktree(id)).doesNotExist();

    assertThat(plane.client().delete(apply).status()).isEqualTo(200);
    assertThat(home).doesNotExist();
  }

  @Test
  void whatWouldNotComeBackWantsTheHashOfWhatWasSeen() throws IOException {
    String id = ended();
    user.in(worktree(id)).write(".gitignore", "*.log\n").write("x.log", "log\n");

    ApiClient.Reply refused = release(id, "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("loses_work");
    String hash = refused.text("/preview/plan_hash");
    assertThat(
            plane
                .client()
                .get(ApiPath.CLEANUP_PREVIEW.with(id) + "?for=release")
                .text("/plan_hash"))
        .isEqualTo(hash);
    user.in(worktree(id)).write("y.log", "another\n");
    assertThat(release(id, "{\"plan_hash\":\"%s\"}".formatted(hash)).problem())
        .isEqualTo("inventory_changed");
    assertThat(worktree(id).resolve("x.log")).exists();
    String now = release(id, "{}").text("/preview/plan_hash");

    assertThat(release(id, "{\"plan_hash\":\"%s\"}".formatted(now)).status()).isEqualTo(200);
    assertThat(worktree(id)).doesNotExist();
  }

  @Test
  void oneThatRunsIsToBeStoppedFirst() throws IOException {
    String id = plane.send("implement", "[[hang]]");
    plane.await(id, "running/working");

    ApiClient.Reply refused = release(id, "{}");

    assertThat(refused.problem()).isEqualTo("illegal_transition");
    assertThat(refused.text("/detail")).contains("running", "orch stop " + id);
    assertThat(plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id) + "?for=release").problem())
        .isEqualTo("illegal_transition");
  }

  private String withCopies() throws IOException {
    user.write(".gitignore", ".env\nsecret/\n").commit("ignores");
    user.write(".env", "A=1\n").write("secret/deep/key", "k");
    plane.set("include", List.of(".env", "secret/"));
    return ended();
  }

  @Test
  void copiesOfTheProjectsOwnFilesComeBackByThemselves() throws IOException {
    plane.set("setup", "echo done");
    String id = withCopies();
    assertThat(worktree(id).resolve("secret/deep/key")).hasContent("k");

    ApiClient.Reply released = release(id, "{}");

    assertThat(released.status()).as(released.raw().text()).isEqualTo(200);
    assertThat(worktree(id)).doesNotExist();
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));
    assertThat(worktree(id).resolve(".env")).hasContent("A=1");
    assertThat(worktree(id).resolve("secret/deep/key")).hasContent("k");
    assertThat(events(id, "worktree.setup_finished")).isEqualTo(2);
  }

  @Test
  void aCopyThatIsNoLongerLikeTheProjectsFileIsLost() throws IOException {
    String id = withCopies();
    user.in(worktree(id)).write(".env", "A=2\n");
    assertThat(lost(release(id, "{}"))).containsExactly(".env");

    user.in(worktree(id)).write(".env", "A=1\n").write("secret/own", "agent's");
    assertThat(lost(release(id, "{}"))).containsExactly("secret/");

    Files.delete(worktree(id).resolve("secret/own"));
    Files.delete(user.folder().resolve(".env"));
    assertThat(lost(release(id, "{}"))).containsExactly(".env");
  }

  private static List<String> lost(ApiClient.Reply refused) {
    assertThat(refused.problem()).as(refused.raw().text()).isEqualTo("loses_work");
    return refused
        .json()
        .at("/preview/items")
        .valueStream()
        .filter(item -> item.path("lost").asBoolean())
        .map(item -> item.path("path").asString())
        .toList();
  }

  @Test
  void aSubmoduleThatTheSetUpMadeIsMadeAgain() throws IOException {
    Path home = folder.resolve("home");
    user.addSubmodule(GitRepository.withCommit(folder.resolve("source"), home), "lib");
    plane.set("setup", "git -c protocol.file.allow=always submodule update --init");
    String id = ended();
    Path lib = worktree(id).resolve("lib");
    Files.writeString(lib.resolve("own.txt"), "own");
    ApiClient.Reply refused = release(id, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/detail")).contains("lib: it is a repository with commits or changes");
    assertThat(refused.text("/hint")).contains("git -C '%s' push origin".formatted(lib));
    Files.delete(lib.resolve("own.txt"));
    assertThat(lost(release(id, "{}"))).containsExactly("lib");
    String hash = release(id, "{}").text("/preview/plan_hash");

    assertThat(release(id, "{\"plan_hash\":\"%s\"}".formatted(hash)).status()).isEqualTo(200);
    assertThat(user.folder().resolve(".git/worktrees/" + id)).doesNotExist();
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));

    assertThat(lib.resolve("README.md")).hasContent("hello\n");
    assertThat(user.in(lib).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void whatIsInTheWayIsNamed() throws IOException {
    String id = ended();
    user.in(worktree(id)).git("update-index", "--skip-worktree", "README.md");

    ApiClient.Reply refused = release(id, "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("release_hindered");
    assertThat(refused.text("/detail")).contains("README.md", "skip-worktree");
    assertThat(worktree(id)).exists();
  }

  @Test
  void aWorktreeOfTheProjectInsideIsInTheWayAsWhatItIs() throws IOException {
    String id = ended();
    user.in(worktree(id)).git("worktree", "add", "--quiet", "--detach", "tool/sub");

    ApiClient.Reply refused = release(id, "{}");

    assertThat(refused.problem()).isEqualTo("release_hindered");
    assertThat(refused.text("/detail"))
        .endsWith(
            ": tool/sub: it is a worktree of the same repository, which a release does not keep");
    assertThat(refused.text("/hint"))
        .isEqualTo(
            "remove it (git -C %1$s worktree remove tool/sub) or move it out of the worktree (git -C %1$s worktree move tool/sub PATH)"
                .formatted(worktree(id)));
    user.in(worktree(id)).git("worktree", "remove", "tool/sub");
    assertThat(release(id, "{}").status()).isEqualTo(200);
  }

  @Test
  void aConflictIsRefusedBeforeTheTurnIsCommitted() throws IOException {
    String id = ended();
    user.in(worktree(id)).write("README.md", "mine\n");
    release(id, "{}");
    String branch = plane.session(id).path("branch").asString();
    user.git("switch", "--quiet", branch);
    user.write("README.md", "theirs\n").git("commit", "--quiet", "-a", "-m", "theirs");
    user.git("switch", "--quiet", "main");
    JsonNode before = plane.session(id);

    ApiClient.Reply refused =
        plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("worktree_unusable");
    assertThat(refused.text("/detail")).contains("README.md", branch);
    assertThat(plane.session(id)).isEqualTo(before);
  }

  @Test
  void aDaemonThatEndsAmidTheReleaseIsFollowedByOneThatGoesOn() throws IOException {
    String id = ended();
    Path worktree = worktree(id);
    plane.holdGit("update-ref");
    FutureTask<ApiClient.Reply> asking = new FutureTask<>(() -> release(id, "{}"));
    Thread.ofVirtual().start(asking);
    plane.awaitHeldGit();
    assertThat(worktree).exists();

    plane.restart(plane::letGitGoOn);

    assertThat(asking).failsWithin(Duration.ofMinutes(2));
    assertThat(plane.session(id).path("released_at").isNull()).isFalse();
    assertThat(worktree).doesNotExist();
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));
    assertThat(Files.readString(worktree.resolve("new.txt"))).isEqualTo("hello\n");
  }
}
