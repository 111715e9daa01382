package dev.orch.http.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.domain.operation.Artifact;
import dev.orch.domain.project.ProjectId;
import dev.orch.domain.session.SessionId;
import dev.orch.http.ApiClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArtifactsHandlerTest extends HandlerFixture {
  private static final String ARTIFACTS = "/api/v1/artifacts";
  private static final String CONTENT = ARTIFACTS + "/artifact01/content";
  private static final byte[] BYTES = "0123456789\u00ff\0x".getBytes(StandardCharsets.ISO_8859_1);

  private Path file;
  private String session;

  @BeforeEach
  void write() throws IOException {
    session = session("x");
    String project = client.get("/api/v1/projects/my-app").text("/id");
    file = Files.write(folder.resolve("diff.patch"), BYTES);
    Artifact artifact =
        new Artifact(
            "artifact01",
            new SessionId(session),
            new ProjectId(project),
            1,
            Artifact.Kind.DIFF,
            new Artifact.Content("diff.patch", file, BYTES.length, "ab".repeat(32), "text/x-patch"),
            null,
            null,
            Instant.parse("2026-01-01T00:00:00Z"));
    daemon.stores().transactions().write(() -> daemon.stores().artifacts().insert(artifact));
  }

  @Test
  void artifactsAreListedByWhatTheyAre() throws IOException {
    Reply one = client.get(ARTIFACTS + "/artif");

    assertThat(one.text("/sha256")).isEqualTo("ab".repeat(32));
    assertThat(client.get(ARTIFACTS + "?kind=diff&session=" + session).json().at("/items/0"))
        .isEqualTo(one.json());
    assertThat(client.get(ARTIFACTS + "?kind=plan").json().at("/items").isEmpty()).isTrue();
    assertThat(client.get(ARTIFACTS + "/nothing").problem()).isEqualTo("artifact_not_found");
    assertThat(client.get(ARTIFACTS + "?kind=dif").text("/nearest")).isEqualTo("diff");
  }

  @Test
  void theBytesAreThoseOfTheFile() throws IOException {
    Reply all = client.get(CONTENT);

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.raw().bytes()).isEqualTo(BYTES);
    assertThat(all.raw().header("content-disposition"))
        .contains("attachment; filename=\"diff.patch\"");
    assertThat(all.raw().header("accept-ranges")).contains("bytes");
  }

  @Test
  void aPartIsGivenWithItsPlace() throws IOException {
    Reply part = client.get(CONTENT, "Range: bytes=2-4");

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.raw().latin()).isEqualTo("234");
    assertThat(part.raw().header("content-range")).contains("bytes 2-4/13");
    assertThat(client.get(CONTENT, "Range: bytes=-1").raw().latin()).isEqualTo("x");
    assertThat(client.get(CONTENT, "Range: bytes=12-").raw().latin()).isEqualTo("x");
    assertThat(client.get(CONTENT, "Range: bytes=0-99").raw().bytes()).isEqualTo(BYTES);
  }

  @Test
  void aRangeThatMakesNoSenseGivesAllAndOneBehindTheEndIsRefused() throws IOException {
    assertThat(client.get(CONTENT, "Range: bytes=4-2").status()).isEqualTo(200);
    assertThat(client.get(CONTENT, "Range: bytes=1-2,4-5").status()).isEqualTo(200);
    assertThat(client.get(CONTENT, "Range: lines=1-2").status()).isEqualTo(200);
    assertThat(client.get(CONTENT, "Range: bytes=1-2", "If-Range: \"other\"").status())
        .isEqualTo(200);
    Reply behind = client.get(CONTENT, "Range: bytes=13-");
    assertThat(behind.status()).isEqualTo(416);
    assertThat(behind.raw().header("content-range")).contains("bytes */13");
  }

  @Test
  void aFileThatIsGoneSaysSo() throws IOException {
    Files.delete(file);

    Reply gone = client.get(CONTENT);

    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.problem()).isEqualTo("file_gone");
  }
}
