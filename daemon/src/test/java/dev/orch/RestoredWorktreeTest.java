package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was had back from the trash is a person's: it is told of, and never taken away. */
class RestoredWorktreeTest extends RealPlaneSuite {
  private GitRepository user;
  private String id;
  private Path worktree;

  @BeforeEach
  void giveBack() throws IOException {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    id = plane.send("implement", "[[write new.txt agent]]");
    plane.await(id, "completed");
    plane.client().post(ApiPath.DELETE.with(id), "{}");
    worktree = Path.of(plane.client().post(ApiPath.RESTORE.with(id), "{}").text("/worktree_path"));
  }

  @Test
  void itIsLeftAloneAsLongAsItIsThere() throws IOException {
    assertThat(findings()).isEmpty();

    fix();

    assertThat(worktree.resolve("new.txt")).hasContent("agent");
  }

  @Test
  void itIsToldOnceItsFolderIsAwayAndStaysOnTheListOfGit() throws IOException {
    Path away = Files.move(worktree, folder.resolve("moved away"));

    JsonNode told = only("worktree_missing:" + worktree);
    assertThat(told.path("fixable").asBoolean()).isFalse();
    assertThat(told.path("hint").asString())
        .contains("bring the folder back", "worktree unlock '" + worktree + "'");
    fix();

    assertThat(user.git("worktree", "list")).contains(worktree.toString(), "[orch/");
    Files.move(away, worktree);
    assertThat(findings()).isEmpty();
    assertThat(user.in(worktree).git("status", "--porcelain")).contains("new.txt");
  }

  @Test
  void whatWasCommittedInItOnNoBranchOutlivesAGarbageCollection() throws IOException {
    String commit = commitOnNoBranch();
    Path away = Files.move(worktree, folder.resolve("moved away"));

    assertThat(only("worktree_missing:" + worktree).path("hint").asString())
        .contains("branch NAME " + commit);
    fix();
    user.git("reflog", "expire", "--expire=now", "--all");
    user.git("gc", "--quiet", "--prune=now");

    assertThat(user.git("cat-file", "-t", commit)).startsWith("commit");
    Files.move(away, worktree);
    assertThat(user.in(worktree).commitOf("HEAD")).isEqualTo(commit);
    assertThat(findings()).isEmpty();
  }

  @Test
  void itIsForgottenOnceItsPersonHasHadGitRemoveIt() throws IOException {
    Files.move(worktree, folder.resolve("moved away"));

    user.git("worktree", "unlock", worktree.toString());
    user.git("worktree", "remove", worktree.toString());

    assertThat(findings()).isEmpty();
  }

  @Test
  void gitSaysOfItsLockWhatItIs() {
    assertThat(user.git("worktree", "list", "--porcelain"))
        .contains("locked orch: given back from the trash");
  }

  /** All that was known of its session is forgotten with the project. */
  @Test
  void itIsToldWithItsPlaceOnceItsProjectWasForgottenAndIsKnownAgain() throws IOException {
    String app = plane.client().get("/api/v1/projects/app").text("/path");
    assertThat(plane.client().delete("/api/v1/projects/app").status()).isEqualTo(204);
    plane.client().post("/api/v1/projects", "{\"path\":\"%s\"}".formatted(app));

    JsonNode told = only("orphan_worktree:" + worktree);
    assertThat(told.path("what").asString()).contains(worktree.toString());
    fix();
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    Path mine = folder.toRealPath().resolve("mine");
    assertThat(told.path("hint").asString())
        .contains("worktree move --force --force '%s' NEW".formatted(worktree));
    user.git("worktree", "move", "--force", "--force", worktree.toString(), mine.toString());

    assertThat(findings()).isEmpty();
    assertThat(mine.resolve("new.txt")).hasContent("agent");
    assertThat(user.in(mine).git("status", "--porcelain")).contains("new.txt");
  }

  /** As an earlier version has left it. */
  @Test
  void oneThatGitHasOffItsListIsPutOnItAgain() throws IOException {
    String commit = commitOnNoBranch();
    Path own = Path.of(user.in(worktree).git("rev-parse", "--absolute-git-dir").strip());
    Files.move(own.resolve("gitdir"), own.resolve("gitdir.orch-set-aside"));

    JsonNode told = only("worktree_cut_off:" + worktree);
    assertThat(told.path("hint").asString())
        .contains("worktree repair '" + worktree + "'")
        .doesNotContain("rm -r");
    user.git("worktree", "repair", worktree.toString());

    assertThat(findings()).isEmpty();
    assertThat(user.git("worktree", "list")).contains(worktree.toString());
    assertThat(user.in(worktree).commitOf("HEAD")).isEqualTo(commit);
  }

  private String commitOnNoBranch() {
    GitRepository back = user.in(worktree);
    back.git("checkout", "--quiet", "--detach");
    back.commit("days of it");
    return back.commitOf("HEAD");
  }

  private JsonNode only(String finding) throws IOException {
    JsonNode findings = findings();
    assertThat(findings).as("%s", findings).hasSize(1);
    assertThat(findings.path(0).path("id").asString()).isEqualTo(finding);
    return findings.path(0);
  }

  private void fix() throws IOException {
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
  }

  private JsonNode findings() throws IOException {
    return plane.client().get(ApiPath.DOCTOR.with()).json().path("findings");
  }
}
