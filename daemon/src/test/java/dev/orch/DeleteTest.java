package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a delete takes, what it leaves, and what can be had back. */
class DeleteTest extends RealPlaneSuite {
  private GitRepository user;

  @BeforeEach
  void know() throws IOException {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    Path exclude = folder.resolve("app/.git/info/exclude");
    Files.createDirectories(exclude.getParent());
    Files.writeString(exclude, ".env\ncache/\n");
  }

  @Test
  void allWorkIsHadBackAsItWas() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    JsonNode session = plane.await(id, "completed");
    Path worktree = Path.of(session.path("worktree_path").asString());
    GitRepository its = GitRepository.init(worktree, folder.resolve("home"));
    Files.writeString(worktree.resolve("staged.txt"), "staged");
    its.git("add", "staged.txt");
    Files.writeString(worktree.resolve("staged.txt"), "changed after");
    Files.writeString(worktree.resolve(".env"), "KEY=1");
    Files.createDirectories(worktree.resolve("cache/deep"));
    Files.writeString(worktree.resolve("cache/deep/file"), "cached");
    its.git("commit", "--quiet", "--allow-empty", "-m", "own");
    Files.writeString(worktree.resolve("later.txt"), "later");
    its.git("add", "later.txt");
    String status = status(its);
    String branch = session.path("branch").asString();

    ApiClient.Reply gone = delete(id, "{\"delete_branch\":true}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(user.git("branch", "--list", branch)).isEmpty();
    JsonNode entry = list(ApiPath.TRASH.with()).getFirst();
    assertThat(entry.path("session_id").asString()).isEqualTo(id);
    assertThat(entry.path("branch").asString()).isEqualTo(branch);

    ApiClient.Reply back =
        plane.client().post(ApiPath.RESTORE.with(entry.path("id").asString()), "{}");

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo(branch);
    assertThat(back.text("/worktree_path")).isEqualTo(worktree.toString());
    assertThat(status(its)).isEqualTo(status);
    assertThat(worktree.resolve("staged.txt")).hasContent("changed after");
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    assertThat(worktree.resolve("cache/deep/file")).hasContent("cached");
    assertThat(list(ApiPath.TRASH.with())).isEmpty();
    JsonNode deleted = plane.session(id);
    assertThat(deleted.path("state").asString()).isEqualTo("deleted");
    assertThat(deleted.get("worktree_path").isNull()).isTrue();
    assertThat(deleted.get("log_path").isNull()).isTrue();
    assertThat(user.git("for-each-ref", "refs/orch")).isEmpty();
  }

  @Test
  void theDiffOfAWorktreeThatIsGoneIsNotTakenUnasked() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    FileTree.delete(worktree);

    ApiClient.Reply refused = delete(id, "{}");

    assertThat(refused.problem()).isEqualTo("loses_work");
    assertThat(refused.raw().text()).contains(worktree + " (gone");
    String agreed = plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id)).text("/plan_hash");
    assertThat(delete(id, "{\"plan_hash\":\"%s\"}".formatted(agreed)).status()).isEqualTo(200);
  }

  @Test
  void whatCollidesWithItsBranchComesBackOnceThatHasAnotherName() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    JsonNode session = plane.await(id, "completed");
    String branch = session.path("branch").asString();
    Path worktree = Path.of(session.path("worktree_path").asString());
    plane.client().post(ApiPath.RELEASE.with(id), "{}");
    Path own = folder.resolve("own");
    user.git("worktree", "add", "--quiet", own.toString(), branch);
    user.in(own).write("new.txt", "mine").commit("mine");
    user.git("worktree", "remove", "--force", own.toString());
    assertThat(delete(id, "{}").status()).isEqualTo(200);
    String entry = list(ApiPath.TRASH.with()).getFirst().path("id").asString();

    ApiClient.Reply refused = plane.client().post(ApiPath.RESTORE.with(entry), "{}");

    assertThat(refused.text("/detail")).contains("new.txt", "git branch -m " + branch);
    user.git("branch", "-m", branch, "mine");
    ApiClient.Reply back = plane.client().post(ApiPath.RESTORE.with(entry), "{}");
    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo(branch);
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
  }

  @Test
  void aSubmoduleIsHadBackWithItsCommits() throws IOException {
    Path home = folder.resolve("home");
    user.addSubmodule(GitRepository.withCommit(folder.resolve("source"), home), "lib");
    plane.set("setup", "git -c protocol.file.allow=always submodule update --init");
    String id = plane.send("implement", "[[write new.txt agent]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    GitRepository lib = user.in(worktree.resolve("lib"));
    String commit = lib.commit("its own").commitOf("HEAD");
    lib.write("README.md", "changed\n");
    assertThat(list(ApiPath.CLEANUP_PREVIEW.with(id)))
        .filteredOn(item -> item.path("kind").asString().equals("submodule"))
        .singleElement()
        .satisfies(item -> assertThat(item.path("lost").asBoolean()).isFalse());

    ApiClient.Reply gone = delete(id, "{}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(user.folder().resolve(".git/worktrees/" + id)).doesNotExist();
    String entry = list(ApiPath.TRASH.with()).getFirst().path("id").asString();
    assertThat(plane.client().post(ApiPath.RESTORE.with(entry), "{}").status()).isEqualTo(200);
    assertThat(lib.commitOf("HEAD")).isEqualTo(commit);
    assertThat(lib.git("status", "--porcelain")).isEqualTo(" M README.md\n");
  }

  @Test
  void whatWasAppliedStaysAndNothingIsKeptToUndoIt() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    plane.await(id, "completed");
    assertThat(plane.client().post(ApiPath.APPLY.with(id), "{}").status()).isEqualTo(200);
    assertThat(user.git("for-each-ref", "refs/orch/undo")).isNotEmpty();

    assertThat(delete(id, "{}").status()).isEqualTo(200);

    assertThat(user.git("for-each-ref", "refs/orch/undo", "refs/orch/apply")).isEmpty();
    assertThat(folder.resolve("app/new.txt")).hasContent("agent");
  }

  @Test
  void aRebaseGoesOnOnceItIsBack() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    GitRepository its = user.in(worktree);
    its.commit("own").write("new.txt", "changed");
    its.git("-c", "sequence.editor=sed -i 1s/pick/edit/", "rebase", "-i", "--autostash", "HEAD~1");

    assertThat(delete(id, "{}").status()).isEqualTo(200);
    user.git("gc", "--quiet", "--prune=now");
    assertThat(plane.client().post(ApiPath.RESTORE.with(id), "{}").status()).isEqualTo(200);

    its.git("rebase", "--continue");
    assertThat(worktree.resolve("new.txt")).hasContent("changed");
  }

  @Test
  void aMergeGoesOnOnItsBranchOnceItIsBack() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    JsonNode session = plane.await(id, "completed");
    GitRepository its = user.in(Path.of(session.path("worktree_path").asString()));
    String branch = session.path("branch").asString();
    its.commit("own");
    user.write("new.txt", "theirs").commit("theirs");
    assertThat(its.tryGit("merge", "main").exit()).isNotZero();

    assertThat(delete(id, "{}").status()).isEqualTo(200);
    ApiClient.Reply back = plane.client().post(ApiPath.RESTORE.with(id), "{}");

    assertThat(back.text("/branch")).isEqualTo(branch);
    its.write("new.txt", "both").git("commit", "--quiet", "--all", "-m", "merged");
    assertThat(its.git("symbolic-ref", "--short", "HEAD").strip()).isEqualTo(branch);
    assertThat(its.git("log", "-1", "--format=%p").strip().split(" ")).hasSize(2);
  }

  @Test
  void aBranchThatIsTakenGetsANumberBehindIt() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    String branch = plane.await(id, "completed").path("branch").asString();
    delete(id, "{\"delete_branch\":true}");
    user.commit("another");
    user.git("branch", branch, "main");

    ApiClient.Reply back = plane.client().post(ApiPath.RESTORE.with(id), "{}");

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo(branch + "-2");
  }

  @Test
  void theBranchOfAMergeThatIsUnderWayIsToldToStay() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    JsonNode session = plane.await(id, "completed");
    GitRepository its = user.in(Path.of(session.path("worktree_path").asString()));
    String branch = session.path("branch").asString();
    its.commit("own");
    user.write("new.txt", "theirs").commit("theirs");
    assertThat(its.tryGit("merge", "main").exit()).isNotZero();

    ApiClient.Reply preview =
        plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id) + "?delete_branch=true");

    assertThat(branchIn(preview)).isEqualTo(branch + " (kept: a merge is under way)");
    String agreed =
        "{\"delete_branch\":true,\"plan_hash\":\"%s\"}".formatted(preview.text("/plan_hash"));
    assertThat(delete(id, agreed).status()).isEqualTo(200);
    assertThat(user.git("branch", "--list", branch)).isNotEmpty();
  }

  @Test
  void aBranchThatIsCheckedOutElsewhereIsToldToStay() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    String branch = plane.await(id, "completed").path("branch").asString();
    Path other = folder.resolve("other");
    user.git("worktree", "add", "--quiet", "--force", other.toString(), branch);

    ApiClient.Reply preview =
        plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id) + "?delete_branch=true");

    assertThat(branchIn(preview))
        .isEqualTo("%s (kept: it is checked out in %s)".formatted(branch, other));
    ApiClient.Reply gone = delete(id, "{\"delete_branch\":true}");
    assertThat(gone.status()).isEqualTo(200);
    assertThat(gone.text("/warnings/0/code")).isEqualTo("branch_kept");
    assertThat(gone.text("/warnings/0/text"))
        .isEqualTo("its branch was kept: it is checked out in " + other);
    assertThat(user.git("branch", "--list", branch)).isNotEmpty();
  }

  @Test
  void aBranchThatIsNotKnownToBeOursIsToldToStay() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    String branch = plane.await(id, "completed").path("branch").asString();
    user.git("update-ref", "-d", "refs/orch/owned/" + id);

    ApiClient.Reply preview =
        plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id) + "?delete_branch=true");
    assertThat(branchIn(preview)).startsWith(branch + " (kept: ");
    ApiClient.Reply gone = delete(id, "{\"delete_branch\":true}");
    assertThat(gone.text("/warnings/0/code")).isEqualTo("branch_kept");
    assertThat(user.git("branch", "--list", branch)).isNotEmpty();
  }

  @Test
  void aBranchThatAdvancesMeanwhileStaysAndIsToldOf() throws IOException {
    plane.set("teardown", "git -c user.name=U -c user.email=U commit --allow-empty -m late");
    String id = plane.send("implement", "[[write new.txt agent]]");
    String branch = plane.await(id, "completed").path("branch").asString();

    ApiClient.Reply gone = delete(id, "{\"delete_branch\":true}");

    assertThat(gone.text("/warnings/0/code")).isEqualTo("branch_kept");
    assertThat(user.git("log", "--format=%s", branch)).contains("late");
  }

  private static String branchIn(ApiClient.Reply preview) {
    return preview
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("kind").asString().equals("branch"))
        .map(item -> item.path("path").asString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aHashStandsForWhatBecomesOfTheBranchToo() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    String branch = plane.await(id, "completed").path("branch").asString();
    String preview = ApiPath.CLEANUP_PREVIEW.with(id);
    String body = "{\"delete_branch\":true,\"plan_hash\":\"%s\"}";
    ApiClient.Reply keeping = plane.client().get(preview);
    ApiClient.Reply taking = plane.client().get(preview + "?delete_branch=true");

    assertThat(keeping.json().toString()).contains(branch + " (kept)");
    assertThat(taking.json().toString()).contains(branch).doesNotContain("(kept)");
    assertThat(delete(id, body.formatted(keeping.text("/plan_hash"))).problem())
        .isEqualTo("inventory_changed");
    assertThat(user.git("branch", "--list", branch)).isNotEmpty();
    assertThat(delete(id, body.formatted(taking.text("/plan_hash"))).status()).isEqualTo(200);
    assertThat(user.git("branch", "--list", branch)).isEmpty();
  }

  @Test
  void whatChangedSinceItWasSeenIsNotTaken() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    ApiClient.Reply preview = plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id));
    assertThat(preview.status()).as("%s", preview.json()).isEqualTo(200);
    String agreed = preview.text("/plan_hash");
    assertThat(plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id)).text("/plan_hash"))
        .isEqualTo(agreed);
    Files.writeString(worktree.resolve("unseen.txt"), "unseen");

    ApiClient.Reply refused = delete(id, "{\"plan_hash\":\"%s\"}".formatted(agreed));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("inventory_changed");
    assertThat(refused.json().at("/preview/items").toString()).contains("unseen.txt");
    assertThat(worktree.resolve("unseen.txt")).hasContent("unseen");
    assertThat(plane.session(id).path("state").asString()).isEqualTo("completed");
    String now = refused.text("/preview/plan_hash");
    assertThat(delete(id, "{\"plan_hash\":\"%s\"}".formatted(now)).status()).isEqualTo(200);
  }

  @Test
  void anAgentAtWorkIsStoppedOnlyByForce() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]] [[hang]]");
    plane.await(id, "running/working");

    ApiClient.Reply refused = delete(id, "{}");

    assertThat(refused.status()).as("%s", refused.json()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("loses_work");
    assertThat(refused.json().at("/preview/items").toString()).contains("\"process\"");
    assertThat(refused.text("/hint")).contains("force", "plan_hash");
    assertThat(plane.session(id).path("state").asString()).isEqualTo("running");

    ApiClient.Reply gone = delete(id, "{\"force\":true}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(gone.text("/state")).isEqualTo("deleted");
    assertThat(list("/api/v1/events?limit=500&session=" + id))
        .extracting(event -> event.path("type").asString())
        .containsSubsequence("session.stop_requested", "session.stopped", "session.deleted");
  }

  @Test
  void whoDeletesOneThatWaitsForAPlaceIsToldHow() throws IOException {
    plane.put("ORCH_MAX_SESSIONS", "1");
    plane.restart(() -> {});
    plane.await(plane.send("implement", "[[hang]]"), "running/working");
    String id = plane.send("implement", "[[say done]]");
    plane.await(id, "created/queued");

    assertThat(delete(id, "{\"delete_branch\":true}").text("/hint"))
        .contains("orch stop " + id, "orch delete " + id + " --delete-branch --force");
    ApiClient.Reply refused = delete(id, "{}");
    assertThat(refused.problem()).isEqualTo("illegal_transition");
    assertThat(refused.text("/hint")).contains("orch delete " + id + " --force");
    assertThat(delete(id, "{\"force\":true}").status()).isEqualTo(200);
  }

  @Test
  void theTrashIsEmptiedForGood() throws IOException {
    String id = plane.send("implement", "[[write new.txt agent]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    Files.writeString(worktree.resolve(".env"), "KEY=1");
    delete(id, "{}");
    String entry = list(ApiPath.TRASH.with()).getFirst().path("id").asString();
    Path trash = folder.resolve("app/.git/orch/trash").resolve(entry);
    assertThat(trash.resolve("files/.env")).hasContent("KEY=1");

    assertThat(plane.client().delete(ApiPath.TRASH_ENTRY.with(entry)).status()).isEqualTo(204);

    assertThat(trash).doesNotExist();
    assertThat(user.git("for-each-ref", "refs/orch")).isEmpty();
    assertThat(plane.client().delete(ApiPath.TRASH_ENTRY.with(entry)).status()).isEqualTo(404);
  }

  /** Noise, which git can make no smaller. */
  @Test
  void theTrashSaysHowMuchAnEntryHolds() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    Files.write(worktree.resolve("untracked.bin"), noise);
    Files.write(worktree.resolve(".env"), new byte[100_000]);

    delete(id, "{}");

    assertThat(list(ApiPath.TRASH.with()).getFirst().path("size_bytes").asLong())
        .isBetween(1_100_000L, 1_110_000L);
  }

  private ApiClient.Reply delete(String id, String body, String... headers) throws IOException {
    return plane.client().post(ApiPath.DELETE.with(id), body, headers);
  }

  private List<JsonNode> list(String target) throws IOException {
    return plane.client().get(target).json().path("items").valueStream().toList();
  }

  private static String status(GitRepository worktree) {
    return worktree.git("status", "--porcelain=v2", "--branch", "-z", "-uall");
  }
}
