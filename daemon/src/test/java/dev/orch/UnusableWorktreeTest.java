package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import dev.orch.worktree.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is asked of a session whose worktree cannot be made good again. */
class UnusableWorktreeTest {
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

  @Test
  void aBranchThatIsCheckedOutElsewhereIsRefusedUntilItIsNot() throws IOException {
    String id = plane.send("implement", "[[exit 3]]");
    JsonNode before = plane.await(id, "failed/agent_crashed");
    loseWorktree(before);
    user.git("switch", "--quiet", before.path("branch").asString());

    refused(resume(id), user.folder().toString());
    refused(followUp(id), user.folder().toString());
    assertThat(plane.session(id)).isEqualTo(before);

    user.git("switch", "--quiet", "main");
    assertThat(resume(id).status()).isEqualTo(202);
    plane.await(id, "completed");
  }

  @Test
  void aBranchThatWasRewrittenIsRefusedAndNamed() throws IOException {
    String id = plane.send("implement", "[[say x]]");
    JsonNode before = plane.await(id, "completed");
    String branch = before.path("branch").asString();
    loseWorktree(before);
    String other = user.git("commit-tree", "-m", "other", "main^{tree}").strip();
    user.git("update-ref", "refs/heads/" + branch, other);

    refused(followUp(id), branch);
    assertThat(plane.session(id)).isEqualTo(before);
  }

  private void loseWorktree(JsonNode session) {
    user.git("worktree", "remove", "--force", "--force", session.path("worktree_path").asString());
  }

  private static void refused(ApiClient.Reply answer, String named) {
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("worktree_unusable");
    assertThat(answer.text("/detail")).contains(named);
  }

  private ApiClient.Reply followUp(String id) throws IOException {
    return plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}");
  }

  private ApiClient.Reply resume(String id) throws IOException {
    return plane.client().post(ApiPath.RESUME.with(id), "{}");
  }
}
