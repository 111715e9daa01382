package dev.orch;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release whose folder cannot go in full: closed in words, and gone on with. */
class UnfinishedReleaseTest extends RealPlaneSuite {
  private static final int LONGEST_NAME = 255;

  private String id;
  private Path worktree;
  private Path entry;
  private String before;

  @BeforeEach
  void work() throws IOException {
    id = plane.send("implement", "[[write new.txt agent]]");
    worktree = Path.of(plane.await(id, "completed").path("worktree_path").asString());
    entry = folder.resolve("app/.git/worktrees").resolve(id);
    app(worktree).write("README.md", "staged\n").git("add", "README.md");
    before = status();
    block();
  }

  /** What git was begun to have of it too, by a name that nothing can be put in front of. */
  private void block() throws IOException {
    Files.createDirectory(obstacle());
  }

  private void unblock() throws IOException {
    Files.delete(obstacle());
  }

  private Path obstacle() {
    return entry.resolveSibling(id + "0".repeat(LONGEST_NAME - id.length()));
  }

  @Test
  void itIsReleasedAndGoesOnWhenItIsAskedForAgain() throws IOException {
    ApiClient.Reply failed = release();

    assertThat(failed.status()).as(failed.raw().text()).isEqualTo(409);
    assertThat(failed.problem()).isEqualTo("operation_failed");
    assertThat(failed.json().at("/written").toString()).contains(worktree.toString());
    assertThat(failed.json().at("/not_written").toString())
        .contains(entry.toString(), worktree + ".removing");
    assertThat(plane.session(id).path("released_at").isNull()).isFalse();
    plane.restart(() -> {});
    assertThat(doctor()).contains("unfinished_cleanup:release:" + id, "release of session " + id);
    assertThat(release().problem()).isEqualTo("operation_failed");

    unblock();
    ApiClient.Reply done = release();

    assertThat(done.status()).as(done.raw().text()).isEqualTo(200);
    assertThat(entry).doesNotExist();
    assertThat(Path.of(worktree + ".removing")).doesNotExist();
    assertThat(doctor()).doesNotContain("unfinished_cleanup");
    assertThat(release().problem()).isEqualTo("illegal_transition");
    goOn();
    assertThat(status()).isEqualTo(before);
  }

  @Test
  void theDoctorHasItFinished() throws IOException {
    release();
    unblock();

    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");

    assertThat(doctor()).doesNotContain("unfinished_cleanup");
    assertThat(entry).doesNotExist();
    assertThat(worktree).doesNotExist();
  }

  @Test
  void aWorktreeThatIsBackIsNotTakenForWhatWasLeft() throws IOException {
    release();
    unblock();
    goOn();
    assertThat(status()).isEqualTo(before);

    assertThat(plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().toString())
        .contains("is back");

    assertThat(status()).isEqualTo(before);
    Files.writeString(folder.resolve("app/.git/info/exclude"), "*.cache\n", APPEND);
    Files.writeString(Path.of(worktree + ".removing", "agreed.cache"), "to go with the first");
    assertThat(release().json().toString()).contains("released_at");
    assertThat(Path.of(worktree + ".removing")).doesNotExist();
    assertThat(doctor()).doesNotContain("unfinished_cleanup");
  }

  @Test
  void whileTheDiskOfTheWorktreesIsAwayItStaysOpen() throws IOException {
    unblock();
    plane.set("worktree_root", folder.toRealPath().resolve("disk").toString());
    work();
    release();
    unblock();
    Path away = Files.move(worktree.getParent(), folder.resolve("unmounted"));

    assertThat(release().text("/detail")).contains(worktree.getParent() + " is not there");
    assertThat(doctor()).contains("unfinished_cleanup:release:" + id);

    Files.move(away, worktree.getParent());
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(doctor()).doesNotContain("unfinished_cleanup");
    assertThat(Path.of(worktree + ".removing")).doesNotExist();
    goOn();
    assertThat(status()).isEqualTo(before);
  }

  @Test
  void whatWasKeptStaysThoughTheFolderIsMovedBackByHand() throws IOException {
    release();
    unblock();
    Files.move(Path.of(worktree + ".removing"), worktree);
    Files.writeString(worktree.resolve("later.txt"), "by hand");

    assertThat(release().json().path("detail").asString()).contains("move it away");
    assertThat(plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().toString())
        .contains("move it away");

    assertThat(app(worktree).in(folder.resolve("app")).git("for-each-ref", "refs/orch/preserved"))
        .contains(id);
    Files.move(worktree, folder.resolve("moved away"));
    assertThat(release().status()).isEqualTo(200);
    goOn();
    assertThat(status()).isEqualTo(before);
  }

  private void goOn() throws IOException {
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));
  }

  private String status() {
    return app(worktree).git("status", "--porcelain=v2", "-z", "--untracked-files=all");
  }

  private GitRepository app(Path checkout) {
    return GitRepository.init(folder.resolve("app"), folder.resolve("home")).in(checkout);
  }

  private ApiClient.Reply release() throws IOException {
    return plane.client().post(ApiPath.RELEASE.with(id), "{}");
  }

  private String doctor() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().toString();
  }
}
