package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A delete or restore that the disk refuses in the middle: closed in words, and gone on with. */
class UnfinishedDeleteTest extends RealPlaneSuite {
  private Path runtime;
  private Path trash;
  private GitRepository user;

  @BeforeEach
  void know() throws IOException {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    runtime = folder.resolve("app/.orchestrator");
    trash = folder.resolve("app/.git/orch/trash");
    Path exclude = folder.resolve("app/.git/info/exclude");
    Files.createDirectories(exclude.getParent());
    Files.writeString(exclude, ".env\n");
  }

  /** A session with work of every kind. */
  private JsonNode work() throws IOException {
    JsonNode session = plane.await(plane.send("implement", "[[write new.txt agent]]"), "completed");
    Path worktree = Path.of(session.path("worktree_path").asString());
    Files.writeString(worktree.resolve(".env"), "KEY=1");
    GitRepository.init(worktree, folder.resolve("home"))
        .git("commit", "-q", "--allow-empty", "-mx");
    return session;
  }

  /** A link stands where our folder belongs: nothing can be written through it. */
  private static void block(Path place) throws IOException {
    Path real = place.resolveSibling(place.getFileName() + ".real");
    if (Files.exists(place)) {
      Files.move(place, real);
    } else {
      Files.createDirectories(real);
    }
    Files.createSymbolicLink(place, real);
  }

  private static void unblock(Path place) throws IOException {
    Files.delete(place);
    Files.move(place.resolveSibling(place.getFileName() + ".real"), place);
  }

  @Test
  void whatCouldNotBeMovedStaysAndTheDeleteGoesOnWhenItIsAskedForAgain() throws IOException {
    JsonNode session = work();
    String id = session.path("id").asString();
    Path worktree = Path.of(session.path("worktree_path").asString());
    block(trash);

    ApiClient.Reply failed = delete(id, "{}", "Idempotency-Key: k1");

    assertThat(failed.status()).as("%s", failed.json()).isEqualTo(409);
    assertThat(failed.problem()).isEqualTo("operation_failed");
    assertThat(failed.text("/detail")).contains(".env", "in the trash: nothing", "left: ");
    assertThat(failed.json().at("/not_written").toString())
        .contains(worktree.toString(), "app/.git/worktrees/" + id);
    assertThat(user.git("worktree", "list")).contains(worktree.toString());
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    assertThat(delete(id, "{}", "Idempotency-Key: k1").problem()).isEqualTo("operation_failed");
    assertThat(plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id)).json().toString())
        .contains(".env");
    plane.restart(() -> {});
    assertThat(types(id)).endsWith("cleanup.failed");
    assertThat(doctor()).contains("unfinished_cleanup:delete:" + id, worktree.toString());
    assertThat(plane.client().delete("/api/v1/projects/app").problem()).isEqualTo("project_busy");

    unblock(trash);
    ApiClient.Reply gone = delete(id, "{}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(worktree).doesNotExist();
    assertThat(doctor()).doesNotContain("unfinished_cleanup");
    assertThat(delete(id, "{}").problem()).isEqualTo("illegal_transition");
    assertThat(restore(id).status()).isEqualTo(200);
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
  }

  @Test
  void whatWasMovedBeforeItFailedIsHadBackAfterTheRepeat() throws IOException {
    JsonNode session = work();
    String id = session.path("id").asString();
    Path worktree = Path.of(session.path("worktree_path").asString());
    String head = GitRepository.init(worktree, folder.resolve("home")).commitOf("HEAD");
    block(runtime.resolve("artifacts"));

    ApiClient.Reply failed = delete(id, "{\"delete_branch\":true}");

    assertThat(failed.problem()).as("%s", failed.json()).isEqualTo("operation_failed");
    assertThat(failed.json().at("/written").toString()).contains("files/.env");
    assertThat(failed.json().at("/not_written").toString()).contains("artifacts/" + id);
    assertThat(worktree).doesNotExist();

    unblock(runtime.resolve("artifacts"));
    ApiClient.Reply gone = delete(id, "{}");

    assertThat(gone.status()).as("%s", gone.json()).isEqualTo(200);
    assertThat(runtime.resolve("artifacts").resolve(id)).doesNotExist();
    ApiClient.Reply back = restore(id);
    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    assertThat(GitRepository.init(worktree, folder.resolve("home")).commitOf("HEAD"))
        .isEqualTo(head);
    assertThat(user.git("for-each-ref", "refs/orch")).isEmpty();
  }

  /** So that a plan that was made while another try was at work is made again. */
  @Test
  void eachTryRaisesTheSessionsVersionAsItBeginsAndAsItFails() throws IOException {
    String id = work().path("id").asString();
    block(trash);
    delete(id, "{}");
    long version = plane.session(id).path("version").asLong();

    delete(id, "{}");

    assertThat(plane.session(id).path("version").asLong()).isEqualTo(version + 2);
    unblock(trash);
  }

  @Test
  void itIsForgottenWithAProjectWhoseRepositoryIsGoneForGood() throws IOException {
    String id = work().path("id").asString();
    block(trash);
    delete(id, "{}");
    Files.move(folder.resolve("app"), folder.resolve("gone"));
    assertThat(plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().toString())
        .contains("bring it back", "orch projects move app PATH", "orch projects remove app");

    assertThat(plane.client().delete("/api/v1/projects/app").status()).isEqualTo(204);

    assertThat(doctor()).doesNotContain("unfinished_cleanup", "check_failed");
    assertThat(plane.client().get("/api/v1/projects/app").status()).isEqualTo(404);
    assertThat(folder.resolve("gone/.orchestrator/worktrees").resolve(id).resolve(".env"))
        .hasContent("KEY=1");
  }

  @Test
  void theDoctorHasItFinished() throws IOException {
    String id = work().path("id").asString();
    block(trash);
    delete(id, "{}");
    unblock(trash);

    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");

    assertThat(doctor()).doesNotContain("unfinished_cleanup");
    assertThat(types(id)).endsWith("cleanup.finished");
  }

  @Test
  void whatCouldNotBeGivenBackStaysInTheTrashAndTheRestoreGoesOn() throws IOException {
    JsonNode session = work();
    String id = session.path("id").asString();
    Path worktree = Path.of(session.path("worktree_path").asString());
    assertThat(delete(id, "{\"delete_branch\":true}").status()).isEqualTo(200);
    block(trash);

    ApiClient.Reply failed = restore(id);

    assertThat(failed.status()).as("%s", failed.json()).isEqualTo(409);
    assertThat(failed.problem()).isEqualTo("operation_failed");
    assertThat(failed.json().at("/written").toString()).contains(worktree.toString());
    assertThat(failed.json().at("/not_written").toString()).contains("files/.env");
    plane.restart(() -> {});
    assertThat(plane.client().get(ApiPath.TRASH.with()).json().path("items")).hasSize(1);
    assertThat(doctor()).contains("unfinished_cleanup:restore:" + id);

    unblock(trash);
    ApiClient.Reply back = restore(id);

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo(session.path("branch").asString());
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
    assertThat(user.git("branch", "--list", "orch/*").lines()).hasSize(1);
    assertThat(plane.client().get(ApiPath.TRASH.with()).json().path("items")).isEmpty();
  }

  @Test
  void whatCouldNotBeRemovedForGoodIsHadBackAsLongAsAllOfItIsThere() throws IOException {
    JsonNode session = work();
    String id = session.path("id").asString();
    delete(id, "{}");
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    block(trash);
    assertThat(plane.client().delete(ApiPath.TRASH_ENTRY.with(entry)).problem())
        .isEqualTo("operation_failed");
    unblock(trash);

    ApiClient.Reply back = restore(id);

    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(Path.of(session.path("worktree_path").asString()).resolve(".env"))
        .hasContent("KEY=1");
    assertThat(doctor()).doesNotContain("unfinished_cleanup");
  }

  private String doctor() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().toString();
  }

  private ApiClient.Reply restore(String id) throws IOException {
    return plane.client().post(ApiPath.RESTORE.with(id), "{}");
  }

  private ApiClient.Reply delete(String id, String body, String... headers) throws IOException {
    return plane.client().post(ApiPath.DELETE.with(id), body, headers);
  }

  private List<String> types(String id) throws IOException {
    return plane
        .client()
        .get("/api/v1/events?limit=500&session=" + id)
        .json()
        .path("items")
        .valueStream()
        .map(event -> event.path("type").asString())
        .toList();
  }
}
