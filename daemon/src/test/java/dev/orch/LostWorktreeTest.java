package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What somebody else did to projects and worktrees is found, and not found once it is right. */
class LostWorktreeTest extends RealPlaneSuite {

  @Test
  void aProjectWhoseFolderIsAwayIsToldUntilItIsBack() throws IOException {
    finished();
    Path app = folder.resolve("app");
    Files.move(app, folder.resolve("elsewhere"));

    found("project_away:" + app, "orch projects move app", "orch projects remove app");
    fixesNothing();

    Files.move(folder.resolve("elsewhere"), app);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aWorktreeThatWasRemovedByHandIsToldUntilItIsMadeAgain() throws IOException {
    String id = finished();
    git("worktree", "remove", "--force", "--force", worktree(id).toString());

    found("worktree_missing:" + worktree(id), "orch followup " + id, "orch delete " + id);
    fixesNothing();

    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
    plane.await(id, session -> session.path("turn_count").asInt() == 2);
    plane.await(id, "completed");
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatMakesItAgainIsSaidForEachState() throws IOException {
    String id = finished();
    plane.client().post(ApiPath.ARCHIVE.with(id), "{}");
    Files.move(worktree(id), folder.resolve("moved away"));
    found("worktree_missing:" + worktree(id), "orch unarchive " + id);

    Files.move(folder.resolve("moved away"), worktree(id));
    assertThat(findings()).isEmpty();
  }

  @Test
  void worktreesWhoseDiskIsAwayAreToldOnce() throws IOException {
    String id = finished();
    finished();
    Path all = worktree(id).getParent();
    Files.move(all, folder.resolve("unmounted"));

    found("worktree_missing:" + all, "bring it back");
    Files.move(folder.resolve("unmounted"), all);
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatIsOnADiskThatIsAwayIsNotSaidToBeMadeAgain() throws IOException {
    Path disk = folder.toRealPath().resolve("disk");
    plane.set("worktree_root", disk.toString());
    String id = plane.send("implement", "[[write new.txt agent]]");
    Path all = Path.of(plane.await(id, "completed").path("worktree_path").asString()).getParent();
    Files.move(disk, folder.resolve("unmounted"));

    found("worktree_missing:" + all, "mount that");
    assertThat(findings().toString()).doesNotContain("made again", "orch followup");
    ApiClient.Reply apply = plane.client().post(ApiPath.APPLY.with(id), "{}");
    assertThat(apply.problem()).isEqualTo("worktree_unusable");
    assertThat(apply.text("/detail"))
        .contains(all + " is not there", "mount that", "orch diff " + id)
        .doesNotContain("orch followup");

    Files.move(folder.resolve("unmounted"), disk);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aWorktreeThatLostItsGitFileIsJoinedAgain() throws IOException {
    String id = finished();
    Path work = Files.writeString(worktree(id).resolve("work.txt"), "days of it");
    Files.delete(worktree(id).resolve(".git"));
    found("worktree_cut_off:" + worktree(id), "orch doctor --fix");

    JsonNode done = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json();

    assertThat(done.path("fixed")).as(done.toString()).hasSize(1);
    assertThat(findings()).isEmpty();
    assertThat(work).hasContent("days of it");
    assertThat(app(worktree(id)).git("status", "--porcelain").strip()).isEqualTo("?? work.txt");
  }

  @Test
  void aFolderOfSomebodyElseAtItsPlaceIsLeftAlone() throws IOException {
    String id = finished();
    Files.move(worktree(id), folder.resolve("moved away"));
    GitRepository.withCommit(worktree(id), folder.resolve("home"));

    found("worktree_cut_off:" + worktree(id), "move this away", "orch followup " + id);
    fixesNothing();

    assertThat(worktree(id).resolve(".git/HEAD")).exists();
  }

  @Test
  void aFolderAtThePlaceOfAReleasedOneIsCalledThat() throws IOException {
    String id = finished();
    Path place = worktree(id);
    assertThat(plane.client().post(ApiPath.RELEASE.with(id), "{}").status()).isEqualTo(200);
    assertThat(findings()).isEmpty();
    Files.createDirectories(place);
    assertThat(findings()).as("an empty folder is in nobody's way").isEmpty();
    Files.writeString(place.resolve("mine.txt"), "mine");

    found("worktree_cut_off:" + place, "move it away", "orch followup " + id, "as it was released");
    assertThat(findings().toString()).contains("is released").doesNotContain("committed", ".git");
    fixesNothing();

    assertThat(place.resolve("mine.txt")).exists();
  }

  @Test
  void aGitFileThatNamesAnotherRepositoryIsLeftAlone() throws IOException {
    String id = finished();
    GitRepository other = GitRepository.withCommit(folder.resolve("other"), folder.resolve("home"));
    other.git("worktree", "add", "-q", folder.resolve("theirs").toString());
    String foreign = Files.readString(folder.resolve("theirs/.git"));
    Files.writeString(worktree(id).resolve(".git"), foreign);
    Path named = other.folder().resolve(".git/worktrees/theirs/gitdir");
    String before = Files.readString(named);

    found("worktree_cut_off:" + worktree(id), "move this away");
    fixesNothing();

    assertThat(worktree(id).resolve(".git")).hasContent(foreign.strip());
    assertThat(named).hasContent(before.strip());
  }

  @Test
  void aLinkInTheWorktreesPlaceIsNotFollowed() throws IOException {
    String id = finished();
    Path elsewhere = Files.move(worktree(id), folder.resolve("elsewhere"));
    Files.delete(elsewhere.resolve(".git"));
    Files.createSymbolicLink(worktree(id), elsewhere);

    found("worktree_cut_off:" + worktree(id), "move this away");
    fixesNothing();

    assertThat(elsewhere.resolve(".git")).doesNotExist();
  }

  @Test
  void joiningOneWritesNothingOfAnother() throws IOException {
    String id = finished();
    String other = finished();
    Files.delete(worktree(id).resolve(".git"));
    Files.writeString(worktree(other).resolve(".git"), "gitdir: /nowhere\n");

    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");

    assertThat(worktree(other).resolve(".git")).hasContent("gitdir: /nowhere");
    found("worktree_cut_off:" + worktree(other), "move this away");
  }

  @Test
  void oneIsNotJoinedWhileATurnIsAtWorkInIt() throws IOException {
    String id = plane.send("implement", "[[hang]]");
    plane.await(id, "running/working");
    Files.delete(worktree(id).resolve(".git"));

    JsonNode left = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().path("left");

    assertThat(left.path(0).path("what").asString()).contains("turn 1 of session " + id);
    assertThat(worktree(id).resolve(".git")).doesNotExist();
  }

  @Test
  void aReleasedWorktreeIsNotMissed() throws IOException {
    String id = finished();
    assertThat(plane.client().post(ApiPath.RELEASE.with(id), "{}").status()).isEqualTo(200);

    assertThat(findings()).isEmpty();
  }

  @Test
  void theLockThatAGitLeftInTheCheckoutIsToldAndStays() throws IOException {
    finished();
    Path lock = Files.createFile(folder.resolve("app/.git/index.lock"));
    assertThat(findings()).isEmpty();
    age(lock);

    found("lock_left:" + lock, "rm '" + lock + "'");
    fixesNothing();

    Files.delete(lock);
    assertThat(findings()).isEmpty();
  }

  @Test
  void theLockThatAGitLeftInAWorktreeIsToldAndStaysWhileATurnIsAtWork() throws IOException {
    String id = plane.send("implement", "[[hang]]");
    plane.await(id, "running/working");
    Path lock =
        Files.createFile(folder.resolve("app/.git/worktrees").resolve(id).resolve("index.lock"));
    age(lock);
    found("lock_left:" + lock, "session " + id, "orch doctor --fix");

    JsonNode left = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json().path("left");

    assertThat(left.path(0).path("what").asString()).contains("turn 1 of session " + id);
    assertThat(lock).exists();
    Files.delete(lock);
    assertThat(findings()).isEmpty();
  }

  private static void age(Path lock) throws IOException {
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
  }

  private String finished() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    return id;
  }

  private Path worktree(String id) {
    return folder.resolve("app/.orchestrator/worktrees").resolve(id);
  }

  private void git(String... arguments) {
    app(folder.resolve("app")).git(arguments);
  }

  private GitRepository app(Path checkout) {
    return GitRepository.init(folder.resolve("scratch repository"), folder.resolve("home"))
        .in(checkout);
  }

  private JsonNode findings() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
  }

  private void found(String id, String... hints) throws IOException {
    JsonNode findings = findings();
    assertThat(findings).as(findings.toString()).hasSize(1);
    assertThat(findings.path(0).path("id").asString()).isEqualTo(id);
    assertThat(findings.path(0).toString()).contains(hints);
  }

  private void fixesNothing() throws IOException {
    JsonNode done = plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}").json();
    assertThat(done.path("fixed")).as(done.toString()).isEmpty();
    assertThat(done.path("left")).hasSize(1);
  }
}
