package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import dev.orch.worktree.git.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A session whose worktree is on a disk of its own, which is away when it is to be deleted. */
class DeletedWhileAwayTest extends RealPlaneSuite {
  private GitRepository user;
  private Path disk;
  private String id;
  private String branch;
  private Path worktree;
  private String before;

  @BeforeEach
  void work() throws IOException {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    disk = folder.toRealPath().resolve("disk");
    plane.set("worktree_root", disk.toString());
    id = plane.send("implement", "[[write new.txt agent]]");
    JsonNode session = plane.await(id, "completed");
    branch = session.path("branch").asString();
    worktree = Path.of(session.path("worktree_path").asString());
    user.in(worktree).write("staged.txt", "staged\n").git("add", "staged.txt");
    before = status();
  }

  @Test
  void itStaysUntilTheDiskIsBack() throws IOException {
    Path away = Files.move(disk, folder.resolve("unmounted"));
    String agreed = plane.client().get(ApiPath.CLEANUP_PREVIEW.with(id)).text("/plan_hash");

    for (String body : List.of("{}", "{\"plan_hash\":\"%s\"}".formatted(agreed))) {
      ApiClient.Reply refused = plane.client().post(ApiPath.DELETE.with(id), body);
      assertThat(refused.problem()).isEqualTo("operation_failed");
      assertThat(refused.text("/detail"))
          .contains(worktree.getParent() + " is not there", "mkdir -p '" + worktree.getParent());
    }

    assertThat(plane.session(id).path("state").asString()).isEqualTo("completed");
    Files.move(away, disk);
    assertThat(plane.client().post(ApiPath.DELETE.with(id), "{}").status()).isEqualTo(200);
    isBackWhole();
  }

  @Test
  void aFolderThatIsBackIsInTheWayOfARestoreAndIsThePersons() throws IOException {
    Path moved = Files.move(worktree, folder.resolve("moved away"));
    deleteAgreed();
    Files.move(moved, worktree);

    isInTheWay();

    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    assertThat(worktree.resolve("staged.txt")).hasContent("staged");
    Files.move(worktree, moved);
    assertThat(restore().text("/branch")).isEqualTo(branch);
    assertThat(worktree.resolve("new.txt")).doesNotExist();
    assertThat(moved.resolve("new.txt")).hasContent("agent");
    nothingIsLeft();
  }

  @Test
  void anotherFolderInItsPlaceIsInTheWayOfNothingElse() throws IOException {
    FileTree.delete(worktree);
    deleteAgreed();
    Path mine = Files.createDirectories(worktree).resolve("mine.txt");
    Files.writeString(mine, "mine");

    isInTheWay();

    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    assertThat(plane.client().delete(ApiPath.TRASH_ENTRY.with(entry)).status()).isEqualTo(204);
    assertThat(mine).hasContent("mine");
    nothingIsLeft();
  }

  @Test
  void whatNobodyMayReadIsInTheWayAndHidesNothingElse() throws IOException {
    FileTree.delete(worktree);
    deleteAgreed();
    Path other = Files.createDirectories(worktree.resolveSibling("k3v9m2p7qd"));
    Path mine = Files.writeString(Files.createDirectory(worktree).resolve("mine.txt"), "mine");
    Files.setPosixFilePermissions(worktree, Set.of());
    try {
      assertThat(restore().text("/detail")).contains("something stands at " + worktree);
      assertThat(findings().toString())
          .contains("orphan_worktree:" + worktree, "orphan_worktree:" + other)
          .doesNotContain("check_failed");
    } finally {
      Files.setPosixFilePermissions(worktree, PosixFilePermissions.fromString("rwx------"));
    }
    Files.delete(mine);
    assertThat(restore().status()).isEqualTo(200);
  }

  @Test
  void whatIsEmptiedWhileItIsAwayIsToldOnceItIsBack() throws IOException {
    Path moved = Files.move(worktree, folder.resolve("moved away"));
    deleteAgreed();
    String entry = plane.client().get(ApiPath.TRASH.with()).text("/items/0/id");
    assertThat(plane.client().delete(ApiPath.TRASH_ENTRY.with(entry)).status()).isEqualTo(204);
    assertThat(findings()).as("%s", findings()).isEmpty();

    Files.move(moved, worktree);

    assertThat(restore().status()).isEqualTo(404);
    assertThat(findings()).hasSize(1);
    assertThat(findings().toString()).contains("rm -r '" + worktree);
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    FileTree.delete(worktree);
    nothingIsLeft();
  }

  @Test
  void whatIsGivenBackWholeIsToldByNobody() throws IOException {
    Files.delete(worktree.resolve(".git"));
    deleteAgreed();
    assertThat(worktree).doesNotExist();

    assertThat(restore().status()).isEqualTo(200);

    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    nothingIsLeft();
  }

  /** A folder of the checkout that somebody has removed. */
  @Test
  void whatLayInTheCheckoutIsOnNoDiskOfItsOwn() throws IOException {
    plane.client().put("/api/v1/projects/app", "{\"settings\":{\"worktree_root\":null}}");
    String inside = plane.send("implement", "[[write new.txt agent]]");
    Path place = Path.of(plane.await(inside, "completed").path("worktree_path").asString());
    assertThat(place).startsWith(user.folder().toRealPath());
    FileTree.delete(user.folder().resolve(".orchestrator"));

    deleteAgreed(inside);
  }

  @Test
  void whatIsInTheTrashComesBackToItsDiskAndNoOther() throws IOException {
    assertThat(plane.client().post(ApiPath.DELETE.with(id), "{}").status()).isEqualTo(200);
    Path away = Files.move(disk, folder.resolve("unmounted"));

    ApiClient.Reply refused = restore();

    assertThat(refused.problem()).isEqualTo("operation_failed");
    assertThat(refused.text("/detail")).contains(worktree.getParent() + " is not there");
    assertThat(disk).doesNotExist();
    assertThat(findings()).as("%s", findings()).isEmpty();
    Files.move(away, disk);
    isBackWhole();
  }

  @Test
  void itGoesOnThoughTheDiskGoesAwayAmidIt() throws IOException {
    Path away = folder.resolve("unmounted");
    plane.set(
        "teardown",
        "[ -e '%1$s.once' ] || { : >'%1$s.once'; mv '%2$s' '%1$s'; }".formatted(away, disk));

    ApiClient.Reply open = plane.client().post(ApiPath.DELETE.with(id), "{}");

    assertThat(open.problem()).isEqualTo("operation_open");
    assertThat(open.text("/detail")).contains(worktree.getParent() + " is not there");
    plane.restart(() -> {});
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(findings().toString()).contains("unfinished_cleanup:delete:" + id);
    Files.move(away, disk);
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(worktree).doesNotExist();
    isBackWhole();
  }

  @Test
  void aRestoreThatGoesOnMakesNothingWhereTheDiskIsToBeMounted() throws IOException {
    plane.client().post(ApiPath.RELEASE.with(id), "{}");
    Path own = folder.resolve("own");
    user.git("worktree", "add", "--quiet", own.toString(), branch);
    user.in(own).write("new.txt", "mine").commit("mine");
    user.git("worktree", "remove", "--force", own.toString());
    assertThat(plane.client().post(ApiPath.DELETE.with(id), "{}").status()).isEqualTo(200);
    assertThat(restore().text("/detail")).contains("git branch -m " + branch);
    user.git("branch", "-m", branch, "mine");
    Path away = Files.move(disk, folder.resolve("unmounted"));
    Files.createDirectory(disk);

    plane.restart(() -> {});
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");

    assertThat(findings().toString()).contains("unfinished_cleanup:restore:" + id);
    assertThat(disk).isEmptyDirectory();
    Files.delete(disk);
    Files.move(away, disk);
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    nothingIsLeft();
  }

  @Test
  void aDeleteThatGoesOnKnowsOfWhatIsOnADiskThatIsAway() throws IOException {
    user.write(".git/info/exclude", ".orchestrator/\n.env\n");
    Files.writeString(worktree.resolve(".env"), "KEY=1");
    Path artifacts = user.folder().resolve(".orchestrator/artifacts");
    Path real = Files.move(artifacts, folder.resolve("artifacts"));
    Files.createSymbolicLink(artifacts, real);
    ApiClient.Reply failed = plane.client().post(ApiPath.DELETE.with(id), "{}");
    assertThat(failed.problem()).isEqualTo("operation_failed");
    assertThat(worktree).doesNotExist();
    Files.delete(artifacts);
    Files.move(real, artifacts);
    Path away = Files.move(disk, folder.resolve("unmounted"));

    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");

    assertThat(findings().toString()).contains("unfinished_cleanup:delete:" + id);
    Files.move(away, disk);
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
    isBackWhole();
    assertThat(worktree.resolve(".env")).hasContent("KEY=1");
  }

  private void isInTheWay() throws IOException {
    ApiClient.Reply refused = restore();
    assertThat(refused.problem()).isEqualTo("operation_failed");
    assertThat(refused.text("/detail"))
        .isEqualTo("something stands at %s: move it away, then restore again".formatted(worktree));
    assertThat(findings()).as("%s", findings()).hasSize(1);
    assertThat(findings().toString())
        .contains("orphan_worktree:" + worktree, "move it away", "orch restore " + id);
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
  }

  private void isBackWhole() throws IOException {
    ApiClient.Reply back = restore();
    assertThat(back.status()).as(back.raw().text()).isEqualTo(200);
    assertThat(back.text("/branch")).isEqualTo(branch);
    assertThat(status()).isEqualTo(before);
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    nothingIsLeft();
  }

  private ApiClient.Reply restore() throws IOException {
    return plane.client().post(ApiPath.RESTORE.with(id), "{}");
  }

  private void nothingIsLeft() throws IOException {
    assertThat(findings()).as("%s", findings()).isEmpty();
    assertThat(plane.client().get(ApiPath.TRASH.with()).json().path("items")).isEmpty();
    ApiClient.Reply forgotten = plane.client().delete("/api/v1/projects/app");
    assertThat(forgotten.status()).as(forgotten.raw().text()).isEqualTo(204);
  }

  private void deleteAgreed() throws IOException {
    deleteAgreed(id);
  }

  private void deleteAgreed(String session) throws IOException {
    String agreed = plane.client().get(ApiPath.CLEANUP_PREVIEW.with(session)).text("/plan_hash");
    ApiClient.Reply gone =
        plane
            .client()
            .post(ApiPath.DELETE.with(session), "{\"plan_hash\":\"%s\"}".formatted(agreed));
    assertThat(gone.status()).as(gone.raw().text()).isEqualTo(200);
  }

  private String status() {
    return user.in(worktree).git("status", "--porcelain=v2", "--branch", "--untracked-files=all");
  }

  private JsonNode findings() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
  }
}
