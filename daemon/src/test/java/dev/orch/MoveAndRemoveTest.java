package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient.Reply;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A project whose repository is elsewhere now, and one that is not wanted any more. */
class MoveAndRemoveTest extends RealPlaneSuite {
  private static final String APP = "/api/v1/projects/app";
  private Path old;
  private Path fresh;

  @BeforeEach
  void know() throws IOException {
    old = folder.toRealPath().resolve("app");
    fresh = folder.toRealPath().resolve("elsewhere/app");
    Files.createDirectories(fresh.getParent());
  }

  private Reply move(Path path) throws IOException {
    return move("app", path);
  }

  private Reply move(String project, Path path) throws IOException {
    return plane
        .client()
        .post("/api/v1/projects/%s/move".formatted(project), "{\"path\":\"%s\"}".formatted(path));
  }

  private JsonNode followUp(String id) throws IOException {
    plane
        .client()
        .post("/api/v1/sessions/" + id + "/followup", "{\"message\":\"[[write g more]]\"}");
    plane.await(id, session -> session.path("turn_count").asInt() == 2);
    return plane.await(id, "completed");
  }

  @Test
  void itsSessionsGoOnThereWithWhatWasInTheirWorktrees() throws IOException {
    String id = plane.send("implement", "[[write f text]]");
    plane.await(id, "completed");
    Files.move(old, fresh);

    Reply moved = move(fresh);

    assertThat(moved.status()).as("%s", moved.json()).isEqualTo(200);
    assertThat(moved.text("/path")).isEqualTo(fresh.toString());
    assertThat(moved.json().at("/available").asBoolean()).isTrue();
    assertThat(move(fresh).status()).isEqualTo(200);
    JsonNode session = followUp(id);
    Path worktree = Path.of(session.path("worktree_path").asString());
    assertThat(worktree).startsWith(fresh);
    assertThat(worktree.resolve("f")).exists();
    assertThat(worktree.resolve("g")).exists();
    assertThat(session.path("log_path").asString()).startsWith(fresh.toString());
    assertThat(old).doesNotExist();
    JsonNode artifacts = plane.client().get("/api/v1/artifacts?session=" + id).json();
    for (JsonNode artifact : artifacts.path("items")) {
      assertThat(Path.of(artifact.path("path").asString())).startsWith(fresh).exists();
    }
  }

  @Test
  void whatIsInTheTrashIsHadBackThereAndIsNotForgotten() throws IOException {
    String id = plane.send("implement", "[[write f text]]");
    plane.await(id, "completed");
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");

    Reply kept = plane.client().delete(APP);
    assertThat(kept.problem()).isEqualTo("project_busy");
    assertThat(kept.text("/sessions/0")).isEqualTo(id);
    assertThat(kept.text("/detail")).contains("orch trash", id).doesNotContain("released");
    Files.move(old, fresh);
    assertThat(move(fresh).status()).isEqualTo(200);
    Reply restored = plane.client().post(ApiPath.RESTORE.with(entry), "{}");

    assertThat(restored.status()).as("%s", restored.json()).isEqualTo(200);
    Path worktree = Path.of(restored.text("/worktree_path"));
    assertThat(worktree).startsWith(fresh);
    assertThat(worktree.resolve("f")).exists();
    assertThat(old).doesNotExist();
    assertThat(plane.client().delete(APP).status()).isEqualTo(204);
  }

  @Test
  void whatWasHadBackFromTheTrashWorksOnThere() throws IOException {
    GitRepository user = GitRepository.init(old, folder.resolve("home"));
    String id = plane.send("implement", "[[write f text]]");
    plane.await(id, "completed");
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    Reply restored = plane.client().post(ApiPath.RESTORE.with(id), "{}");
    Path before = Path.of(restored.text("/worktree_path"));
    String status = user.in(before).git("status", "--porcelain=v2", "--branch");
    Files.move(old, fresh);

    assertThat(move(fresh).status()).isEqualTo(200);

    GitRepository worktree = user.in(fresh.resolve(old.relativize(before)));
    assertThat(worktree.git("status", "--porcelain=v2", "--branch")).isEqualTo(status);
    assertThat(worktree.folder().resolve("f")).hasContent("text");
  }

  @Test
  void anotherRepositoryIsRefusedAndSoIsACopy() throws IOException {
    plane.await(plane.send("implement", "[[say x]]"), "completed");
    GitRepository other = GitRepository.withCommit(fresh, folder.resolve("home"));

    Reply copy = move(other.folder());
    Files.move(old, folder.resolve("gone"));
    Reply another = move(other.folder());

    assertThat(copy.problem()).isEqualTo("another_repository");
    assertThat(copy.text("/detail")).contains("still at");
    assertThat(another.status()).isEqualTo(422);
    assertThat(another.problem()).isEqualTo("another_repository");
    assertThat(plane.client().get(APP).text("/path")).isEqualTo(old.toString());
  }

  /** What was cloned has the commits as well, but nothing that a session left. */
  @Test
  void whatHasTakenItsOldPlaceIsNotTakenForIt() throws IOException {
    String id = plane.send("implement", "[[write f text]]");
    plane.await(id, "completed");
    Files.move(old, fresh);
    GitRepository user = GitRepository.init(fresh, folder.resolve("home"));
    user.git("clone", "--quiet", ".", old.toString());
    Path config = old.resolve(".git/config");
    String readable = Files.readString(config);
    Files.writeString(config, "[");
    assertThat(move(fresh).problem()).isEqualTo("repository_unreadable");
    Files.writeString(config, readable);

    Reply moved = move(fresh);

    assertThat(moved.status()).as("%s", moved.json()).isEqualTo(200);
    assertThat(moved.text("/path")).isEqualTo(fresh.toString());
    Path worktree = Path.of(followUp(id).path("worktree_path").asString());
    assertThat(worktree).startsWith(fresh);
    assertThat(worktree.resolve("f")).exists();
    GitRepository usurper = user.in(old);
    assertThat(usurper.git("status", "--porcelain", "--ignored")).isEmpty();
    assertThat(usurper.git("for-each-ref", "refs/orch", "refs/heads/orch")).isEmpty();
    String other = "{\"path\":\"%s\",\"slug\":\"other\"}".formatted(old);
    assertThat(plane.client().post(ApiPath.PROJECTS.with(), other).status()).isEqualTo(201);
  }

  @Test
  void anotherRepositoryIsRefusedAlsoWhereAllThatIsLeftIsInTheTrash() throws IOException {
    String id = plane.send("implement", "[[write f text]]");
    plane.await(id, "completed");
    Reply deleted = plane.client().post(ApiPath.DELETE.with(id), "{\"delete_branch\":true}");
    assertThat(deleted.status()).as("%s", deleted.json()).isEqualTo(200);
    GitRepository other = GitRepository.withCommit(folder.resolve("other"), folder.resolve("home"));
    Files.move(old, fresh);

    Reply refused = move(other.folder());

    assertThat(refused.problem()).isEqualTo("another_repository");
    assertThat(plane.client().get(APP).text("/path")).isEqualTo(old.toString());
    assertThat(move(fresh).status()).isEqualTo(200);
    Reply restored = plane.client().post(ApiPath.RESTORE.with(id), "{}");
    assertThat(Path.of(restored.text("/worktree_path")).resolve("f")).hasContent("text");
  }

  @Test
  void anotherRepositoryIsRefusedAlsoWhereSessionsOnlyRead() throws IOException {
    Path home = folder.resolve("home");
    Path bare = folder.toRealPath().resolve("store.git");
    GitRepository source = GitRepository.init(old, home);
    source.git("clone", "--quiet", "--bare", ".", bare.toString());
    plane.client().post(ApiPath.PROJECTS.with(), "{\"path\":\"%s\"}".formatted(bare));
    plane.await(plane.send("analyze", "store", "[[say x]]"), "completed");
    Path other = folder.toRealPath().resolve("other.git");
    GitRepository.init(folder.resolve("other"), home)
        .write("other.txt", "other")
        .commit("other")
        .git("clone", "--quiet", "--bare", ".", other.toString());
    Path moved = Files.move(bare, fresh);

    Reply refused = move("store", other);

    assertThat(refused.problem()).isEqualTo("another_repository");
    assertThat(move("store", moved).status()).isEqualTo(200);
  }

  /** Nobody asked us: somebody has put one in the place of the other. */
  @Test
  void whatIsInTheTrashOfAnotherRepositoryIsNotSaidToBeGone() throws IOException {
    String id = plane.send("implement", "[[write f text]]");
    plane.await(id, "completed");
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    Files.move(old, fresh);
    GitRepository.init(old, folder.resolve("home")).write("other.txt", "other").commit("other");

    Reply restored = plane.client().post(ApiPath.RESTORE.with(entry), "{}");
    Reply emptied = plane.client().delete(ApiPath.TRASH_ENTRY.with(entry));

    assertThat(restored.problem()).isEqualTo("operation_failed");
    assertThat(emptied.problem()).isEqualTo("operation_failed");
    assertThat(emptied.text("/detail")).isEqualTo(restored.text("/detail")).contains("another");
    assertThat(plane.client().get(ApiPath.TRASH.with()).text("/items/0/id")).isEqualTo(entry);
    FileTree.delete(old);
    Files.move(fresh, old);
    assertThat(plane.client().post(ApiPath.RESTORE.with(entry), "{}").status()).isEqualTo(200);
  }

  @Test
  void aProjectIsForgottenOnceNothingOfItIsAtWorkAndNoFileIsTouched() throws IOException {
    String done = plane.send("implement", "[[write f x]]");
    JsonNode session = plane.await(done, "completed");
    String waiting = plane.send("implement", "[[ask true]]");
    plane.await(waiting, one -> RealPlane.standing(one).startsWith("waiting_for_user"));

    Reply busy = plane.client().delete(APP);
    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.problem()).isEqualTo("project_busy");
    assertThat(busy.text("/sessions/0")).isEqualTo(waiting);
    assertThat(busy.text("/detail"))
        .contains("orch inbox", "orch stop " + waiting)
        .doesNotContain("orch trash");
    assertThat(busy.text("/hint")).doesNotContain("orch trash");
    assertThat(move(old).problem()).isEqualTo("project_busy");
    assertThat(plane.run(done)).isDirectory();
    plane.client().post("/api/v1/sessions/" + waiting + "/stop", "{}");
    plane.await(waiting, "stopped/user");

    assertThat(plane.client().delete(APP).status()).isEqualTo(204);

    assertThat(plane.run(done).getParent()).doesNotExist();
    assertThat(plane.run(waiting).getParent()).doesNotExist();
    assertThat(plane.client().get(APP).status()).isEqualTo(404);
    assertThat(plane.client().get("/api/v1/sessions/" + done).status()).isEqualTo(404);
    assertThat(plane.client().get("/api/v1/sessions").json().path("items").isEmpty()).isTrue();
    assertThat(plane.client().get("/api/v1/events?type=project.removed").json().path("items"))
        .hasSize(1);
    assertThat(Path.of(session.path("worktree_path").asString()).resolve("f")).exists();
    Reply again = plane.client().post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(old));
    assertThat(again.status()).isEqualTo(201);
    plane.await(plane.send("implement", "[[say x]]"), "completed");
  }

  @Test
  void aProjectWithAReleasedSessionIsForgottenOnceItsRepositoryIsGone() throws IOException {
    String id = plane.send("implement", "[[write f x]]");
    plane.await(id, "completed");
    assertThat(plane.client().post(ApiPath.RELEASE.with(id), "{}").status()).isEqualTo(200);
    Reply kept = plane.client().delete(APP);
    assertThat(kept.problem()).isEqualTo("project_busy");
    assertThat(kept.text("/detail")).contains(id);

    FileTree.delete(old);

    assertThat(plane.client().delete(APP).status()).isEqualTo(204);
    assertThat(plane.client().get("/api/v1/sessions/" + id).status()).isEqualTo(404);
  }

  @Test
  void aProjectIsNotMovedWhileADeleteOfItIsAtWork() throws Exception {
    String id = plane.send("implement", "[[write f text]]");
    Path worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    plane.holdGit("update-ref");
    FutureTask<Reply> deleting =
        new FutureTask<>(() -> plane.client().post(ApiPath.DELETE.with(id), "{}"));
    Thread.ofVirtual().start(deleting);
    plane.await(id, "deleted");
    plane.awaitHeldGit();

    Reply inPlace = move(old);
    assertThat(inPlace.status()).isEqualTo(409);
    assertThat(inPlace.problem()).isEqualTo("operation_open");
    assertThat(inPlace.text("/detail")).contains(id);
    assertThat(inPlace.text("/sessions/0")).isEqualTo(id);
    Files.move(old, fresh);
    assertThat(move(fresh).problem()).isEqualTo("operation_open");
    plane.letGitGoOn();
    assertThat(deleting.get().problem()).isEqualTo("operation_failed");

    assertThat(move(fresh).status()).isEqualTo(200);
    assertThat(plane.client().post(ApiPath.DELETE.with(id), "{}").status()).isEqualTo(200);
    assertThat(old).doesNotExist();
    assertThat(fresh.resolve(old.relativize(worktree))).doesNotExist();
    Reply back = plane.client().post(ApiPath.RESTORE.with(id), "{}");
    assertThat(Path.of(back.text("/worktree_path")).resolve("f")).exists();
  }
}
