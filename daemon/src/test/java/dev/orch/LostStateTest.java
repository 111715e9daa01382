package dev.orch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.orch.api.ApiPath;
import dev.orch.http.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The state folder is taken away under a running daemon. */
class LostStateTest extends RealPlaneSuite {
  private static final String WANTED =
      "{\"agent\":\"claude\",\"action\":\"implement\",\"project\":\"app\",\"prompt\":\"[[say x]]\"}";

  @Test
  void whatCannotBeKeptIsRefusedUntilTheFolderIsBack() throws IOException {
    Path aside = folder.resolve("aside");
    Files.move(plane.state(), aside);
    refused(plane.client().get(ApiPath.HEALTH.template()));
    refused(plane.client().post(ApiPath.SESSIONS.template(), WANTED));

    Files.move(aside, plane.state());
    assertThat(plane.client().get(ApiPath.HEALTH.template()).status()).isEqualTo(200);
    assertThat(plane.client().get(ApiPath.SESSIONS.template()).json().path("items")).isEmpty();
    plane.await(plane.send("implement", "[[say x]]"), "completed");
  }

  @Test
  void anotherFileInItsPlaceIsNotWrittenTo() throws IOException {
    Path file = plane.state().resolve("orchestrator.db");
    Path aside = folder.resolve("aside.db");
    Files.move(file, aside);
    Files.createFile(file);
    refused(plane.client().get(ApiPath.HEALTH.template()));
    refused(plane.client().post(ApiPath.SESSIONS.template(), WANTED));
    assertThat(file).isEmptyFile();

    Files.delete(file);
    Files.move(aside, file);
    assertThat(plane.client().get(ApiPath.HEALTH.template()).status()).isEqualTo(200);
  }

  @Test
  void itEndsAlsoWhereItCannotBeKeptThatItDid() throws IOException {
    Path aside = folder.resolve("aside");
    Files.move(plane.state(), aside);
    assertThatCode(() -> plane.sayGoodbye()).doesNotThrowAnyException();
    Files.move(aside, plane.state());
  }

  private static void refused(ApiClient.Reply answer) throws IOException {
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("store_unavailable");
    assertThat(answer.text("/detail")).contains("deleted or replaced");
    assertThat(answer.text("/hint"))
        .contains("back where it was", "orch down, move runs out of the state folder, orch up");
  }
}
