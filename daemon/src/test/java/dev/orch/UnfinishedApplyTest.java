package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.domain.project.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** An apply that ended in the middle: what was agreed to is finished, and nothing else. */
class UnfinishedApplyTest extends RealPlaneSuite {
  /** Nothing can be put behind it. */
  private static final String LONG_NAME = "n".repeat(250);

  private String id;
  private Path app;

  @BeforeEach
  void aSession() throws IOException {
    app = folder.resolve("app");
    id = plane.send("implement", "[[write new.txt agent]] [[write docs.txt docs]]");
    plane.await(id, "completed");
  }

  /** It cannot put back what it took. */
  private void endAmid(String body) throws IOException {
    Path stage = Files.createDirectories(app.resolve(".orchestrator/apply/" + id));
    Files.writeString(stage.resolve("taken"), "mine\n");
    Files.writeString(stage.resolve("taken-from"), RawPath.of(LONG_NAME).hex());
    Files.writeString(app.resolve(LONG_NAME), "in its place\n");
    assertThat(plane.client().post(ApiPath.APPLY.with(id), body).problem())
        .isEqualTo("operation_failed");
    Files.delete(app.resolve(LONG_NAME));
  }

  @Test
  void theDoctorHasItFinished() throws IOException {
    endAmid("{}");
    assertThat(finding().path("fixable").asBoolean()).isTrue();

    fix();

    assertThat(app.resolve("new.txt")).hasContent("agent");
    assertThat(finding().isMissingNode()).isTrue();
  }

  @Test
  void theDoctorLeavesOutWhatWasToBe() throws IOException {
    endAmid("{\"except\":[\"docs.txt\"]}");

    fix();

    assertThat(app.resolve("new.txt")).hasContent("agent");
    assertThat(app.resolve("docs.txt")).doesNotExist();
    assertThat(finding().isMissingNode()).isTrue();
  }

  @Test
  void whatFollowedSinceIsOnlyTold() throws IOException {
    endAmid("{\"except\":[\"docs.txt\"]}");
    plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[write more.txt more]]\"}");
    plane.await(
        id,
        session ->
            session.path("turn_count").asInt() == 2
                && RealPlane.standing(session).equals("completed"));

    fix();

    assertThat(finding().path("fixable").asBoolean()).isFalse();
    assertThat(finding().path("hint").asString())
        .contains("orch apply " + id + " --except docs.txt");
    assertThat(app.resolve("new.txt")).doesNotExist();
    assertThat(app.resolve("more.txt")).doesNotExist();
  }

  private void fix() throws IOException {
    plane.client().post(ApiPath.DOCTOR_FIX.with(), "{}");
  }

  private JsonNode finding() throws IOException {
    return plane
        .client()
        .get(ApiPath.DOCTOR.with())
        .json()
        .path("findings")
        .valueStream()
        .filter(one -> one.path("id").asString().equals("unfinished_cleanup:apply:" + id))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
