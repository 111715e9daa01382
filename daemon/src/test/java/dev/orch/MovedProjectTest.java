package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is asked of a session whose project is not where it was. */
class MovedProjectTest {
  @TempDir private Path folder;
  private RealPlane plane;

  @BeforeEach
  void open() throws IOException {
    plane = RealPlane.open(folder);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"implement", "analyze"})
  void whatWouldBeginATurnIsRefusedAndNothingIsChanged(String action) throws IOException {
    String id = plane.send(action, "[[exit 3]]");
    JsonNode before = plane.await(id, "failed/agent_crashed");
    Files.move(folder.resolve("app"), folder.resolve("moved"));

    refused(plane.client().post(ApiPath.RESUME.with(id), "{}"));
    refused(plane.client().post(ApiPath.FOLLOW_UP.with(id), "{\"message\":\"[[say more]]\"}"));

    assertThat(plane.session(id)).isEqualTo(before);
    assertThat(folder.resolve("app")).doesNotExist();
  }

  private void refused(ApiClient.Reply answer) {
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("project_unavailable");
    assertThat(answer.text("/detail")).contains(folder.resolve("app").toString());
  }
}
