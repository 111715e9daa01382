package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Another installation works in the folders that a launch needs. */
class OtherInstallationTest extends RealPlaneSuite {
  private static final String WORK =
      "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"app\",\"prompt\":\"x\"}";

  @Test
  void aLaunchIntoItsRuntimeFolderFailsUntilItIsGone() throws IOException {
    Path owner = folder.resolve("app/.orchestrator/owner");
    Files.createDirectories(owner.getParent());
    Files.writeString(owner, "other\n/elsewhere/state\n");
    String id = plane.send("implement", "[[say x]]");

    assertThat(whyItFailed(id)).contains("/elsewhere/state.", "delete " + owner);
    assertThat(folder.resolve("app/.orchestrator/worktrees")).doesNotExist();

    Files.delete(owner);
    plane.client().post(ApiPath.RESUME.with(id), "{}");
    plane.await(id, "completed");
  }

  @Test
  void nothingIsBegunInItsFolderOfWorktreesUntilItIsGone() throws IOException {
    Path root = folder.resolve("worktrees");
    Path owner = root.resolve(".owner");
    plane.restart(() -> {
      plane.put("ORCH_WORKTREE_ROOT", root.toString());
      Files.createDirectory(root);
      Files.writeString(owner, "other\n/elsewhere/state\n");
    });

    assertThatItIsRefused(
        plane.client().post("/api/v1/sessions", WORK), "422 worktree_root_unusable", owner);
    assertThat(root).isDirectoryNotContaining("glob:**/app");

    Files.delete(owner);
    String id = plane.send("implement", "[[say x]]");
    plane.await(id, "completed");
    assertThat(root.resolve("app").resolve(id).resolve("README.md")).exists();
    assertThat(Files.readAllLines(owner)).element(1).isEqualTo(plane.state().toString());

    Files.writeString(owner, "other\n/elsewhere/state\n");
    assertThatItIsRefused(
        plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"more\"}"),
        "409 worktree_unusable",
        owner);
  }

  private static void assertThatItIsRefused(ApiClient.Reply refused, String with, Path owner) {
    assertThat(refused.status() + " " + refused.problem()).isEqualTo(with);
    assertThat(refused.text("/detail")).contains("/elsewhere/state.", "delete " + owner);
  }

  private String whyItFailed(String id) throws IOException {
    plane.await(id, "failed/launch_failed");
    return plane
        .client()
        .get("/api/v1/events?type=session.failed&session=" + id)
        .text("/items/0/payload/detail");
  }
}
