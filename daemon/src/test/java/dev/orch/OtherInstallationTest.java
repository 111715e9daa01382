package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Another installation works in the folders that a launch needs. */
class OtherInstallationTest extends RealPlaneSuite {
  @Test
  void aLaunchIntoItsRuntimeFolderFailsUntilItIsGone() throws IOException {
    Path owner = folder.resolve("app/.orchestrator/owner");
    Files.createDirectories(owner.getParent());
    Files.writeString(owner, "/elsewhere/state\n");
    String id = plane.send("implement", "[[say x]]");

    assertThat(whyItFailed(id)).contains("/elsewhere/state.", "delete " + owner);
    assertThat(folder.resolve("app/.orchestrator/worktrees")).doesNotExist();

    Files.delete(owner);
    plane.client().post(ApiPath.RESUME.with(id), "{}");
    plane.await(id, "completed");
  }

  @Test
  void aLaunchIntoItsFolderOfWorktreesFailsUntilItIsGone() throws IOException {
    Path root = folder.resolve("worktrees");
    Path owner = root.resolve(".owner");
    plane.restart(() -> {
      plane.put("ORCH_WORKTREE_ROOT", root.toString());
      Files.createDirectory(root);
      Files.writeString(owner, "/elsewhere/state\n");
    });
    String id = plane.send("implement", "[[say x]]");

    assertThat(whyItFailed(id)).contains("/elsewhere/state.", "delete " + owner);
    assertThat(root).isDirectoryNotContaining("glob:**/app");

    Files.delete(owner);
    plane.client().post(ApiPath.RESUME.with(id), "{}");
    plane.await(id, "completed");
    assertThat(root.resolve("app").resolve(id).resolve("README.md")).exists();
    assertThat(owner).hasContent(plane.state().toString());
  }

  private String whyItFailed(String id) throws IOException {
    plane.await(id, "failed/launch_failed");
    return plane
        .client()
        .get("/api/v1/events?type=session.failed&session=" + id)
        .text("/items/0/payload/detail");
  }
}
