package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A deleted session's work is had back though its branch, which was left, is the user's by now: on
 * a branch of its own then, and what the user did with the old one stays.
 */
class RestoredBranchTest extends RealPlaneSuite {
  private GitRepository user;
  private String id;
  private String branch;
  private String head;
  private Path worktree;

  @BeforeEach
  void aSessionIsDeletedAndItsBranchLeft() throws IOException {
    user = GitRepository.init(folder.resolve("app"), folder.resolve("home"));
    id = plane.send("implement", "[[write new.txt agent]]");
    JsonNode session = plane.await(id, "completed");
    worktree = Path.of(session.path("worktree_path").asString());
    branch = session.path("branch").asString();
    GitRepository its = user.in(worktree);
    its.write("own.txt", "own\n").git("add", "own.txt");
    its.git("commit", "--quiet", "-m", "own");
    its.write("staged.txt", "staged\n").git("add", "staged.txt");
    its.write("README.md", "changed\n");
    head = user.commitOf(branch);
    assertThat(plane.client().post(ApiPath.DELETE.with(id), "{}").status()).isEqualTo(200);
    assertThat(user.commitOf(branch)).isEqualTo(head);
  }

  /** On which branch it is back as it was. */
  private String restored() throws IOException {
    ApiClient.Reply back = plane.client().post(ApiPath.RESTORE.with(id), "{}");
    assertThat(back.status()).as("%s", back.json()).isEqualTo(200);
    assertThat(back.text("/worktree_path")).isEqualTo(worktree.toString());
    GitRepository its = user.in(worktree);
    assertThat(its.git("symbolic-ref", "--short", "HEAD").strip()).isEqualTo(back.text("/branch"));
    assertThat(its.commitOf("HEAD")).isEqualTo(head);
    assertThat(its.git("status", "--porcelain", "-uall").lines())
        .containsExactlyInAnyOrder(" M README.md", "A  staged.txt", "?? new.txt");
    assertThat(worktree.resolve("README.md")).hasContent("changed");
    assertThat(worktree.resolve("new.txt")).hasContent("agent");
    assertThat(user.git("for-each-ref", "refs/orch")).isEmpty();
    assertThat(plane.client().get(ApiPath.TRASH.with()).json().path("items")).isEmpty();
    return back.text("/branch");
  }

  private String advanced() {
    user.git("switch", "--quiet", branch);
    user.write("more.txt", "more\n").git("add", "more.txt");
    user.git("commit", "--quiet", "-m", "more");
    user.git("switch", "--quiet", "main");
    return user.commitOf(branch);
  }

  @Test
  void theOldBranchIsTakenWhereNobodyTouchedIt() throws IOException {
    assertThat(restored()).isEqualTo(branch);
  }

  @Test
  void oneThatHasAdvancedStaysWhereItIs() throws IOException {
    String tip = advanced();

    assertThat(restored()).isEqualTo(branch + "-2");
    assertThat(user.commitOf(branch)).isEqualTo(tip);
  }

  @Test
  void oneThatWasRewoundStaysWhereItIs() throws IOException {
    user.git("branch", "--force", branch, "main");
    user.git("branch", branch + "-2", "main");

    assertThat(restored()).isEqualTo(branch + "-3");
    assertThat(user.commitOf(branch)).isEqualTo(user.commitOf("main"));
  }

  @Test
  void oneThatWasDeletedIsMadeAgain() throws IOException {
    user.git("branch", "--quiet", "-D", branch);

    assertThat(restored()).isEqualTo(branch);
  }

  @Test
  void oneThatIsCheckedOutElsewhereStaysThereWithAllThatIsInIt() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    user.git("worktree", "add", "--quiet", elsewhere.toString(), branch);
    GitRepository there = user.in(elsewhere);
    there.write("theirs.txt", "theirs\n").git("add", "theirs.txt");
    there.write("own.txt", "changed there\n");
    String status = there.git("status", "--porcelain=v2", "--branch", "-uall");

    assertThat(restored()).isEqualTo(branch + "-2");
    assertThat(there.git("status", "--porcelain=v2", "--branch", "-uall")).isEqualTo(status);
    assertThat(elsewhere.resolve("own.txt")).hasContent("changed there");
  }

  @Test
  void oneThatAdvancedInTheUsersOwnCheckoutStaysThere() throws IOException {
    String tip = advanced();
    user.git("switch", "--quiet", branch);
    Files.writeString(user.folder().resolve("README.md"), "mine\n");
    String status = user.git("status", "--porcelain=v2", "--branch", "-uall");

    assertThat(restored()).isEqualTo(branch + "-2");
    assertThat(user.git("status", "--porcelain=v2", "--branch", "-uall")).isEqualTo(status);
    assertThat(user.commitOf(branch)).isEqualTo(tip);
    assertThat(user.folder().resolve("README.md")).hasContent("mine");
  }

  /** Git has no branch beside one that is a folder of others. */
  @Test
  void oneInWhosePlaceAreOthersNowGetsANumberToo() throws IOException {
    user.git("branch", "--quiet", "-D", branch);
    user.git("branch", branch + "/part", "main");

    assertThat(restored()).isEqualTo(branch + "-2");
    assertThat(user.commitOf(branch + "/part")).isEqualTo(user.commitOf("main"));
  }

  @Test
  void nothingIsGivenBackUntilWhatIsAFolderOfItsNameIsCalledOtherwise() throws IOException {
    user.git("branch", "--quiet", "-D", branch);
    user.git("branch", "orch", "main");

    ApiClient.Reply refused = plane.client().post(ApiPath.RESTORE.with(id), "{}");
    assertThat(refused.status()).as("%s", refused.json()).isEqualTo(409);
    assertThat(refused.text("/detail"))
        .contains("there is a branch orch,", branch, "git branch -m", "restore again");
    assertThat(worktree).doesNotExist();

    user.git("branch", "-m", "orch", "mine");
    assertThat(restored()).isEqualTo(branch);
  }
}
